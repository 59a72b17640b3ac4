import { expect, test } from "vitest";
import { bounds, classOf } from "../src/drawing/colours";
import { chainsOf } from "../src/drawing/lineage";
import { middleOf, spanOf } from "../src/drawing/periods";
import { steps } from "../src/drawing/scale";
import { marked } from "../src/parts/marked";
import { compact, plain } from "../src/words/figures";

test.each([
  ["2025", 2025, 2026],
  ["2025-H2", 2025.5, 2026],
  ["2025-Q3", 2025.5, 2025.75],
  ["2025-07", 2025.5, 2025.5 + 1 / 12],
  ["2020-01/2020-06", 2020, 2020.5],
])("%s is a stretch of time", (period, from, to) => {
  const [first, last] = spanOf(period)!;
  expect(first).toBeCloseTo(from, 9);
  expect(last).toBeCloseTo(to, 9);
});

test("what is no period has no place in time", () => {
  expect(middleOf("soon")).toBeNull();
  expect(middleOf("2025-13-99-1")).toBeNull();
});

test("steps are 1, 2 or 5 times a power of ten and lie in the range", () => {
  expect(steps(0, 10)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(steps(0.93, 1.41)).toEqual([1, 1.1, 1.2, 1.3, 1.4]);
  expect(steps(5, 5)).toEqual([5]);
});

test("the least value is in the first class, the most in the last, one value alone in the last", () => {
  expect([classOf(1, 1, 11), classOf(11, 1, 11), classOf(3, 3, 3)]).toEqual([0, 4, 4]);
  expect(bounds(0, 10)).toHaveLength(5);
});

test("numbers are said in ten thousands or in millions", () => {
  expect(compact(1.3e12, "zh")).toBe("1.3万亿");
  expect(compact(1.3e12, "en")).toBe("1.3 trillion");
  expect(compact(25000, "zh")).toBe("2.5万");
  expect(compact(25000, "en")).toBe("25,000");
  expect(plain(0.1 + 0.2, "en")).toBe("0.3");
});

test("marks cut a text by characters, also where one takes two units", () => {
  const parts = marked("𠮷产能80家以上", [{ id: "a", start: 3, end: 6 }]);
  expect(parts.map(({ text }) => text)).toEqual(["𠮷产能", "80家", "以上"]);
});

test("a mark inside another is left out, the text stays whole", () => {
  const parts = marked("abcdef", [{ id: "a", start: 0, end: 4 }, { id: "b", start: 2, end: 3 }]);
  expect(parts.map(({ text }) => text).join("")).toBe("abcdef");
  expect(parts.filter(({ mark }) => mark)).toHaveLength(1);
});

test("links that hang together are one chain, two commitments of a plan beside each other", () => {
  const link = (from: string, to: string) => ({ from, to, from_says: "1", to_says: "2", relation: "raised", reason: "", line: "x" });
  const names = new Map([["003-001", "绿色工厂数"]]);
  const chains = chainsOf([link("001-001", "002-001"), link("002-001", "003-001"), link("002-002", "003-001"), link("001-009", "002-009")], names, ["001", "002", "003"]);
  expect(chains.map(({ name, lanes, stops }) => [name, lanes, stops.length])).toEqual([["绿色工厂数", 2, 4], ["x", 1, 2]]);
});

import { expect, test } from "vitest";
import { arranged, choices, folded, haystacks, shownColumns, written } from "../src/patterns/rows";
import { table as made } from "./made";

const bare = made([
  { name: "乙厂", count: 3, status: "open" },
  { name: "甲厂", count: null, status: "shut" },
  { name: "丙厂 Ａ", count: 12, status: null },
]);
const table = { ...bare, columns: bare.columns.map((column) => ({ ...column, label: { zh: column.name, en: column.name } })) };
const NONE: ReadonlyMap<string, string> = new Map();
const order = (find: string, where: ReadonlyMap<string, string>, sort: { column: string; down: boolean } | null): number[] =>
  Array.from(arranged(table, () => haystacks(table, table.columns, "zh"), find, where, sort));

test("text is found without case, width or blanks", () => {
  expect(order("厂a", NONE, null)).toEqual([2]);
  expect(folded("Ａ b\u3000Ｃ")).toBe("abc");
});

test("unknown comes last whichever way numbers are sorted", () => {
  expect(order("", NONE, { column: "count", down: false })).toEqual([0, 2, 1]);
  expect(order("", NONE, { column: "count", down: true })).toEqual([2, 0, 1]);
});

test("Chinese names are sorted as a dictionary of sounds has them", () => {
  expect(order("", NONE, { column: "name", down: false })).toEqual([2, 1, 0]);
});

test("rows are picked by a value, or by having none", () => {
  expect(order("", new Map([["status", "shut"]]), null)).toEqual([1]);
  expect(order("", new Map([["status", ""]]), null)).toEqual([2]);
});

test("a column that is not there picks nothing out", () => {
  expect(order("", new Map([["colour", "red"]]), { column: "weight", down: true })).toEqual([0, 1, 2]);
});

test("values to choose from come with how often they stand; too many are none", () => {
  expect(choices(table, table.columns[2]!)).toEqual([["", 1], ["open", 1], ["shut", 1]]);
  expect(choices(table, table.columns[0]!, 2)).toBeNull();
});

test("what is unknown is written as nothing, a year without its thousands apart", () => {
  const words = { yes: "yes", no: "no" };
  const column = { name: "value", label: null, numeric: true, terms: null };
  expect(written(null, column, "en", words)).toBeNull();
  expect(written(12345, column, "en", words)).toBe("12,345");
  expect(written(2025, { ...column, name: "deadline" }, "en", words)).toBe("2025");
  expect(written(["a", "b"], column, "zh", words)).toBe("a、b");
});

test("a reader sees the columns of the layout that have a name", () => {
  const laid = { ...table, layout: { columns: ["count", "gone", "name"], group: null, below: null } };
  expect(shownColumns(laid).map(({ name }) => name)).toEqual(["count", "name"]);
});

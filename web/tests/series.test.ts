import { expect, test } from "vitest";
import type { Cell, Table } from "../src/service/answers";
import { disagreeing, expectedOf, forecastOf, goalsOf, lengthOf, pointsOf, told, usualLength } from "../src/parts/series";
import { table } from "./made";

const figures = table([
  { period: "2023", value: 10, value_high: null, amount: "10", published: "2024-01-20", agreement: "differs", observation_id: "a" },
  { period: "2023", value: 11, value_high: null, amount: "11", published: "2024-06-20", agreement: "differs", observation_id: "b" },
  { period: "2024", value: 12, value_high: 14, amount: "12–14", published: "2025-01-20", agreement: "only", observation_id: "c" },
  { period: "2024-01/2024-05", value: 5, value_high: null, amount: "5", published: "2024-06-20", agreement: "only", observation_id: "d" },
  { period: "2025", value: null, value_high: null, amount: null, published: null, agreement: null, observation_id: "e" },
]);
const rows = (of: Table): Record<string, Cell>[] => of.rows.map((cells) => Object.fromEntries(of.columns.map(({ name }, at) => [name, cells[at] ?? null])));
const words = { other: "another", alarm: "alarm" };

test("of several figures of a period the one published last counts, the others stand beside it", () => {
  const { used, others } = told(rows(figures));
  expect(used.map((row) => row.observation_id)).toEqual(["b", "d", "c"]);
  expect(others.map((row) => row.observation_id)).toEqual(["a"]);
  expect(disagreeing(rows(figures))).toBe(1);
});

test("only figures of the usual length are joined, and an unknown one is no point", () => {
  const { points, joined } = pointsOf(figures, new Set(["c"]), words, () => null);
  expect(usualLength(told(rows(figures)).used)).toBe("year");
  expect(joined.map(([at, value]) => [Math.floor(at), value])).toEqual([[2023, 11], [2024, 12]]);
  expect(points.map(({ kind, value }) => [kind, value])).toEqual([["other", 10], ["observed", 11], ["other", 5], ["alarm", 12]]);
});

test("a figure between two bounds shows both, any other none", () => {
  const { points } = pointsOf(figures, new Set(), words, () => null);
  expect(points.map(({ low, high }) => [low, high])).toEqual([[null, null], [null, null], [null, null], [12, 14]]);
});

test("periods are told apart by their length", () => {
  expect(["2025", "2025-H1", "2025-Q3", "2025-09", "2025-01/2025-05", "2025-03-31"].map(lengthOf)).toEqual(["year", "half", "quarter", "month", "other", "other"]);
});

test("the range expected runs from the earliest period to the one to come", () => {
  const periods = table([{ period: "2025-02", low: 2, high: 4, expected: 3 }, { period: "2025-01", low: 1, high: 3, expected: 2 }, { period: "2024-12", low: null, high: null, expected: null }]);
  const standing = { kind: "record", title: null, labels: {}, terms: {}, values: { next_period: "2025-03", next_low: 3, next_high: 5 } } as const;
  const { band, line } = expectedOf(periods, standing);
  expect(band.map(([, low, high]) => [low, high])).toEqual([[1, 3], [2, 4], [3, 5]]);
  expect(line.map(([, value]) => value)).toEqual([2, 3]);
  expect(expectedOf(null, null).band).toEqual([]);
});

test("a forecast opens from the last yearly figure, and where there is none it says why", () => {
  const used = told(rows(figures)).used;
  const ahead = [{ year: 2025, forecast: 13, low_80: 11, high_80: 15, why_not: null }, { year: 2024, forecast: 1, low_80: 0, high_80: 2, why_not: null }];
  expect(forecastOf(ahead, used).band).toEqual([[2024.5, 12, 12], [2025.5, 11, 15]]);
  expect(forecastOf([{ year: 2025, forecast: null, low_80: null, high_80: null, why_not: "too few" }], used)).toEqual({ band: [], line: [], why: "too few" });
});

test("goals stand at the end of their year, and only beside figures of years", () => {
  const board = table([{ id: "001-001", series_id: "s", goal: 20, deadline: 2025, indicator: "x", amount: "20" }, { id: "001-002", series_id: "other", goal: 9, deadline: 2025, indicator: "y", amount: "9" }]);
  const found = goalsOf(board, "s", told(rows(figures)).used);
  expect(found.goals.map(({ at, value }) => [at, value])).toEqual([[2025.5, 20]]);
  expect(found.rows.map((row) => row.id)).toEqual(["001-001"]);
  expect(goalsOf(board, "s", [{ period: "2025-01", value: 1 }]).goals).toEqual([]);
});

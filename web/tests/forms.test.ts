import { expect, test } from "vitest";
import { answered, lacking, type FormField } from "../src/patterns/forms";
import { versionOf, type Report } from "../src/service/answers";

const fields: FormField[] = [
  { name: "value", label: "", kind: "number" },
  { name: "why", label: "", kind: "long", needed: true },
  { name: "alone", label: "", kind: "yes" },
  { name: "on", label: "", kind: "one", needed: true, value: "2026-06-30" },
];

test("a needed answer of blanks is still lacking, one that stands there at first is not", () => {
  expect(lacking(fields, { why: "  " }).map(({ name }) => name)).toEqual(["why"]);
  expect(lacking(fields, { why: "缺名单" })).toEqual([]);
});

test("blank answers are not sent, and a figure goes without the marks between its thousands", () => {
  expect(answered(fields, { value: "1,234,567.5", why: " 缺名单 ", alone: false })).toEqual({ value: "1234567.5", why: "缺名单", on: "2026-06-30" });
  expect(answered(fields, { value: "１２３", alone: true })).toEqual({ value: "123", alone: true, on: "2026-06-30" });
});

test("a figure with a comma that parts no thousands is sent as written, to be refused", () => {
  expect(answered(fields, { value: "1,5" })).toMatchObject({ value: "1,5" });
});

test("the version that a change made is found wherever the answer tells it", () => {
  const record = (version: number | null) => ({ kind: "record", title: null, labels: {}, terms: {}, values: { version } }) as const;
  const report = (parts: Report["parts"]): Report => ({ kind: "report", title: { zh: "", en: "" }, notes: [], parts });
  expect(versionOf(record(7))).toBe(7);
  expect(versionOf(record(null))).toBeNull();
  expect(versionOf(report({ commit: record(8) }))).toBe(8);
  expect(versionOf(report({ read_by: record(9) }))).toBe(9);
});

import { expect, test } from "vitest";
import { changesOf } from "../src/parts/changes";
import { csvOf } from "../src/parts/csv";
import { countsOf, partsToShow, reportOf } from "../src/parts/imported";
import { canResume, isGoing, jobOf, shareOf, timeOf } from "../src/patterns/jobs";
import { table } from "./made";

const RESULT = {
  imports: { rows: [{ import_id: "i1", file: "a.csv", good_rows: 2, bad_rows: 1, added: 2, changed: 0, version: 7 }] },
  heads: { rows: [{ head: "名称", column: "name_zh" }] },
  bad: { rows: [{ line: 3, reason: "not_a_number" }] },
  unmapped: { rows: [] },
};

test("what a job kept reads as the answer that it would have been, with the labels that are known", () => {
  const reason = { name: "reason", label: { zh: "原因", en: "reason" }, numeric: false, terms: { not_a_number: { zh: "不是数字", en: "not a number" } } };
  const report = reportOf(RESULT, [reason])!;
  expect(countsOf(report)).toEqual({ good: 2, bad: 1, added: 2, changed: 0, series: null, version: 7, imports: ["i1"] });
  expect(partsToShow(report).map(([name]) => name)).toEqual(["bad", "heads"]);
  const [, bad] = partsToShow(report)[0]!;
  expect(bad.columns).toEqual([{ name: "line", label: { zh: "line", en: "line" }, numeric: true, terms: null }, reason]);
});

test("a job that kept nothing has no answer", () => {
  expect(reportOf(null, [])).toBeNull();
  expect(reportOf("done", [])).toBeNull();
});

test("a trial writes no version, and two files have none in common", () => {
  expect(countsOf(reportOf({ imports: { rows: [{ ...RESULT.imports.rows[0]!, version: null }] } }, [])!).version).toBeNull();
  expect(countsOf(reportOf({ imports: { rows: [RESULT.imports.rows[0]!, { ...RESULT.imports.rows[0]!, version: 8 }] } }, [])!).version).toBeNull();
});

test("rows to mend keep every cell as it stood, and spreadsheets read their signs", () => {
  const text = csvOf(table([{ _locator: "line:3", 名称: '甲"乙,丙', 备注: null }]));
  expect(text).toBe('\ufeff_locator,名称,备注\r\nline:3,"甲""乙,丙",\r\n');
});

test("what a version changed is told table by table", () => {
  expect(changesOf("region +2 ~0 -1, source +1 ~3 -0")).toEqual([
    { table: "region", added: 2, changed: 0, removed: 1 },
    { table: "source", added: 1, changed: 3, removed: 0 },
  ]);
  expect(changesOf("")).toEqual([]);
});

test("a job says how far it is; an unknown total is no share", () => {
  expect(shareOf(5, 10)).toBe(0.5);
  expect(shareOf(5, null)).toBeNull();
  expect(shareOf(12, 10)).toBe(1);
  expect(timeOf(0.2)).toEqual(["seconds_n", 1]);
  expect(timeOf(600)).toEqual(["minutes_n", 10]);
  expect(timeOf(7200)).toEqual(["hours_n", 2]);
});

test("only what stopped is taken up again, and what went wrong is one text", () => {
  expect([isGoing("running"), isGoing("done"), canResume("broken_off"), canResume("done")]).toEqual([true, false, true, false]);
  expect(jobOf({ job: "1", state: "failed", error: { message: "no table", offenders: ["x"], mend: null } }).error).toBe("no table\nx");
  expect(jobOf({ job: "1", state: "running", count: 3, total: null })).toMatchObject({ count: 3, total: null, error: null });
});

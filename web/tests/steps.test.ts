import { expect, test } from "vitest";
import type { Report } from "../src/service/answers";
import { daysBetween, isOneOf, reportersOf, stepFor, stepsOf, timelineOf, today } from "../src/parts/steps";
import { table } from "./made";

const report: Report = {
  kind: "report", title: { zh: "", en: "" }, notes: [],
  parts: {
    item: { kind: "record", title: null, labels: {}, terms: {}, values: { due: "2026-12-31", status: "sent_back" } },
    statuses: table([
      { step: 1, status: "assigned", since: "2026-01-10", set_by: "督查室" },
      { step: 2, status: "reported", since: "2026-10-05", set_by: "张 工" },
      { step: 3, status: "sent_back", since: "2026-10-05", set_by: "督查室" },
    ]),
    reports: table([{ step: 2, value: 12 }]),
    milestones: table([{ due_on: "2026-06-30", what: "一半", met_on: "2026-06-20" }, { due_on: "2027-01-15", what: "全部", met_on: null }]),
    reminders: table([{ reminded_on: "2026-09-01" }]),
    handovers: table([]),
  },
};

test("a life is told in the order of its days, steps of one day in their order, and what is to come last", () => {
  expect(timelineOf(report).map(({ day, kind, row }) => [day, kind, row.status ?? null])).toEqual([
    ["2026-01-10", "status", "assigned"],
    ["2026-06-20", "reached", null],
    ["2026-09-01", "reminder", null],
    ["2026-10-05", "status", "reported"],
    ["2026-10-05", "status", "sent_back"],
    ["2026-12-31", "due", "sent_back"],
    ["2027-01-15", "milestone", null],
  ]);
});

test("a report stands with the step that it made", () => {
  expect(timelineOf(report).flatMap((moment) => (moment.report ? [moment.report.value] : []))).toEqual([12]);
});

test("who reported is known by name, whatever its blanks and width", () => {
  expect(reportersOf(report)).toEqual(["张 工"]);
  expect(isOneOf("张工", reportersOf(report))).toBe(true);
  expect(isOneOf("", reportersOf(report))).toBe(false);
});

test("only the steps that may follow are offered, the one that is waited for first", () => {
  expect(stepsOf("reported", "commitment", [])[0]).toBe("verify");
  expect(stepsOf("assigned", "commitment", [])).not.toContain("verify");
  expect(stepsOf("verified", "commitment", [])).not.toContain("withdraw");
  expect(stepsOf("closed", "commitment", [])).toEqual(["assign"]);
  expect(stepsOf("assigned", "task", [])).not.toContain("split");
  expect(stepsOf("assigned", "task", [{ met_on: null }])).toContain("reach");
  expect(stepsOf("assigned", "task", [{ met_on: "2026-01-01" }])).not.toContain("reach");
});

test("every reason to act that a form answers leads to it", () => {
  expect(stepFor("report_overdue")).toBe("report");
  expect(stepFor("to_verify")).toBe("verify");
  expect(stepFor("no_day")).toBeNull();
});

test("days are counted whole, and today is that of the reader", () => {
  expect(daysBetween("2026-11-29", "2026-12-01")).toBe(2);
  expect(daysBetween("2026-12-01", "2026-11-29")).toBe(-2);
  expect(today(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
});

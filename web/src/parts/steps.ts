/** Which steps an item under supervision may take, and what its life has been. */
import { partOf, rowsOf, type Report, type Row } from "../service/answers";
import { folded } from "../patterns/rows";

export type Step = "report" | "verify" | "send_back" | "close" | "remind" | "milestone" | "reach" | "hand_over" | "withdraw" | "split" | "assign";

const ALONG: Step[] = ["remind", "milestone", "reach", "hand_over", "split"];
const AFTER: Record<string, Step[]> = {
  assigned: ["report", ...ALONG, "withdraw"],
  reported: ["verify", "send_back", ...ALONG, "withdraw"],
  sent_back: ["report", ...ALONG, "withdraw"],
  verified: ["close", ...ALONG],
  closed: ["assign"],
  withdrawn: ["assign"],
};

/** The steps that are open to an item, the one that it waits for first. */
export function stepsOf(status: string, kind: string, milestones: Row[]): Step[] {
  const open = milestones.some((row) => row.met_on === null);
  return (AFTER[status] ?? []).filter((step) => (step !== "reach" || open) && (step !== "split" || kind === "commitment"));
}

const FOR_REASON: Record<string, Step> = {
  report_overdue: "report",
  report_due: "report",
  sent_back: "report",
  milestone_overdue: "reach",
  milestone_due: "reach",
  to_verify: "verify",
  to_close: "close",
};

/** The step that answers a reason to act; null where no form does. */
export function stepFor(reason: string): Step | null {
  return FOR_REASON[reason] ?? null;
}

/** Who reported on an item so far: they may not verify it. */
export function reportersOf(report: Report): string[] {
  return [...new Set(rows(report, "statuses").flatMap((row) => (row.status === "reported" && row.set_by ? [String(row.set_by)] : [])))];
}

export function isOneOf(name: string, names: string[]): boolean {
  return name.trim() !== "" && names.map(folded).includes(folded(name));
}

export interface Moment {
  day: string;
  kind: "status" | "milestone" | "reached" | "reminder" | "handover" | "due";
  row: Row;
  /** What was reported with this step. */
  report: Row | null;
}

/** The life of an item in the order of its days, with what is still to come at its end. */
export function timelineOf(report: Report): Moment[] {
  const reports = new Map(rows(report, "reports").map((row) => [row.step, row]));
  const moments: Moment[] = rows(report, "statuses").map((row) => ({ day: String(row.since), kind: "status", row, report: reports.get(row.step ?? null) ?? null }));
  const add = (kind: Moment["kind"], day: unknown, row: Row): void => {
    if (typeof day === "string") moments.push({ day, kind, row, report: null });
  };
  for (const row of rows(report, "reminders")) add("reminder", row.reminded_on, row);
  for (const row of rows(report, "handovers")) add("handover", row.handed_on, row);
  for (const row of rows(report, "milestones")) add(row.met_on ? "reached" : "milestone", row.met_on ?? row.due_on, row);
  const item = partOf(report, "item", "record")?.values;
  if (item) add("due", item.due, item);
  return moments
    .map((moment, place) => ({ moment, place }))
    .sort((a, b) => (a.moment.day < b.moment.day ? -1 : a.moment.day > b.moment.day ? 1 : a.place - b.place))
    .map(({ moment }) => moment);
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day where the reader is. */
export function today(now = new Date()): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function rows(report: Report, name: string): Row[] {
  const table = partOf(report, name, "table");
  return table ? rowsOf(table) : [];
}

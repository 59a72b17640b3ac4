/** How far a job is, in words. */
import type { Cell } from "../service/answers";
import type { Word } from "../words/say";

export interface JobRow {
  job: string;
  operation: string;
  state: string;
  stage: string | null;
  count: number | null;
  total: number | null;
  seconds_left: number | null;
  error: string | null;
  result: Cell;
}

const GOING = new Set(["waiting", "running"]);
const STOPPED = new Set(["failed", "cancelled", "broken_off"]);

export function isGoing(state: string): boolean {
  return GOING.has(state);
}

export function canResume(state: string): boolean {
  return STOPPED.has(state);
}

/** The share that is done, from 0 to 1; null where it is not known. */
export function shareOf(count: number | null, total: number | null): number | null {
  return count === null || !total ? null : Math.min(1, count / total);
}

/** A time in the largest unit that says it well: word and number. */
export function timeOf(seconds: number): [word: Word, n: number] {
  if (seconds < 90) return ["seconds_n", Math.max(1, Math.round(seconds))];
  return seconds < 5400 ? ["minutes_n", Math.round(seconds / 60)] : ["hours_n", Math.round(seconds / 3600)];
}

/** What is known of a job from its record; what went wrong as one text. */
export function jobOf(values: Record<string, Cell>): JobRow {
  const text = (name: string): string | null => (typeof values[name] === "string" ? values[name] : null);
  const number = (name: string): number | null => (typeof values[name] === "number" ? values[name] : null);
  const error = values.error;
  return {
    job: text("job") ?? "", operation: text("operation") ?? "", state: text("state") ?? "", stage: text("stage"), count: number("count"), total: number("total"),
    seconds_left: number("seconds_left"), error: error === null || error === undefined ? null : typeof error === "string" ? error : said(error), result: values.result ?? null,
  };
}

function said(error: Cell): string {
  if (error === null || typeof error !== "object") return String(error);
  const parts = Array.isArray(error) ? error : Object.values(error);
  return parts.flatMap((part) => (part === null ? [] : [said(part)])).join("\n");
}

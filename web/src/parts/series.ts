/** The figures of a series as points, lines and bands of a drawing. */
import { rowsOf, type Record_, type Row, type Table } from "../service/answers";
import { middleOf } from "../drawing/periods";
import type { Band, Line, Point } from "../drawing/LineChart.svelte";
import type { Question } from "../service/asked.svelte";

export type Length = "year" | "half" | "quarter" | "month" | "other";

/** How long a period is; what runs from January on, or is a day, is none of the usual ones. */
export function lengthOf(period: string): Length {
  if (/^\d{4}$/.test(period)) return "year";
  if (/^\d{4}-H\d$/.test(period)) return "half";
  if (/^\d{4}-Q\d$/.test(period)) return "quarter";
  return /^\d{4}-\d\d$/.test(period) ? "month" : "other";
}

/** The length that most figures have: only these are joined by a line. */
export function usualLength(rows: Row[]): Length {
  const counts = new Map<Length, number>();
  for (const row of rows) {
    const length = lengthOf(String(row.period));
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "year";
}

export interface Told {
  /** The figure of a period that counts: of several the one published last. */
  used: Row[];
  /** Other sources that say something else of the same period. */
  others: Row[];
}

/** Figures with a place in time, apart by whether they are the last word of their period. */
export function told(rows: Row[]): Told {
  const placed = rows.filter((row) => typeof row.value === "number" && middleOf(String(row.period)) !== null);
  const last = new Map<string, Row>();
  for (const row of placed) {
    const before = last.get(String(row.period));
    if (!before || String(row.published ?? "") >= String(before.published ?? "")) last.set(String(row.period), row);
  }
  const used = [...last.values()].sort((a, b) => middleOf(String(a.period))! - middleOf(String(b.period))!);
  const said = new Map(used.map((row) => [String(row.period), row]));
  return { used, others: placed.filter((row) => row !== said.get(String(row.period)) && row.value !== said.get(String(row.period))!.value) };
}

/** Periods on which sources say different things. */
export function disagreeing(rows: Row[]): number {
  return new Set(rows.flatMap((row) => (row.agreement === "differs" ? [String(row.period)] : []))).size;
}

export function pointsOf(table: Table, alarms: ReadonlySet<string>, words: { other: string; alarm: string }, opens: (row: Row) => Question | null): { points: Point[]; joined: [number, number][] } {
  const rows = rowsOf(table);
  const { used, others } = told(rows);
  const length = usualLength(used);
  const point = (row: Row, kind: Point["kind"]): Point => {
    const alarm = alarms.has(String(row.observation_id));
    return {
      at: middleOf(String(row.period))!, value: Number(row.value), low: typeof row.value_high === "number" ? Number(row.value) : null, high: typeof row.value_high === "number" ? row.value_high : null,
      label: [`${row.period}: ${row.amount}`, row.source, row.published, kind === "other" ? words.other : null, alarm ? words.alarm : null].filter(Boolean).join(" · "),
      kind: alarm && kind === "observed" ? "alarm" : kind, opens: opens(row),
    };
  };
  const joined = used.filter((row) => lengthOf(String(row.period)) === length).map((row): [number, number] => [middleOf(String(row.period))!, Number(row.value)]);
  return { points: [...others.map((row) => point(row, "other")), ...used.map((row) => point(row, lengthOf(String(row.period)) === length ? "observed" : "other"))], joined };
}

/** The range that each period was expected in, and that of the one to come; the earliest first. */
export function expectedOf(periods: Table | null, standing: Record_ | null): { band: Band["points"]; line: Line["points"] } {
  const rows = periods ? rowsOf(periods) : [];
  const band: Band["points"] = [];
  const line: Line["points"] = [];
  for (const row of rows) {
    const at = middleOf(String(row.period));
    if (at === null) continue;
    if (typeof row.low === "number" && typeof row.high === "number") band.push([at, row.low, row.high]);
    if (typeof row.expected === "number") line.push([at, row.expected]);
  }
  const next = standing?.values;
  const at = next ? middleOf(String(next.next_period)) : null;
  if (next && at !== null && typeof next.next_low === "number" && typeof next.next_high === "number" && !band.some(([there]) => there === at)) band.push([at, next.next_low, next.next_high]);
  const early = (a: readonly [number, ...unknown[]], b: readonly [number, ...unknown[]]): number => a[0] - b[0];
  return { band: band.sort(early), line: line.sort(early) };
}

/** The forecast of a series as a band that opens from its last yearly figure. */
export function forecastOf(rows: Row[], used: Row[]): { band: Band["points"]; line: Line["points"]; why: string | null } {
  const yearly = used.filter((row) => lengthOf(String(row.period)) === "year");
  const ahead = rows.filter((row) => typeof row.forecast === "number" && typeof row.low_80 === "number" && typeof row.high_80 === "number");
  const last = yearly.at(-1);
  if (!ahead.length || !last) return { band: [], line: [], why: (rows.find((row) => row.why_not)?.why_not as string | undefined) ?? null };
  const start = middleOf(String(last.period))!;
  const value = Number(last.value);
  const later = ahead.filter((row) => Number(row.year) + 0.5 > start);
  return {
    band: [[start, value, value], ...later.map((row): [number, number, number] => [Number(row.year) + 0.5, Number(row.low_80), Number(row.high_80)])],
    line: [[start, value], ...later.map((row): [number, number] => [Number(row.year) + 0.5, Number(row.forecast)])],
    why: null,
  };
}

/** Goals of targets that the series measures, where its figures are those of years. */
export function goalsOf(board: Table, seriesId: string, used: Row[]): { goals: Point[]; rows: Row[] } {
  const rows = rowsOf(board).filter((row) => row.series_id === seriesId);
  const yearly = usualLength(used) === "year";
  const goals = rows.flatMap((row): Point[] =>
    yearly && typeof row.goal === "number" && typeof row.deadline === "number"
      ? [{ at: row.deadline + 0.5, value: row.goal, label: `${row.id} ${row.indicator} ${row.deadline}: ${row.amount}`, kind: "goal", opens: { operation: "attain show", given: { commitment: String(row.id) } } }]
      : [],
  );
  return { goals, rows };
}

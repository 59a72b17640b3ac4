import type { Cell, Column, Table } from "../service/answers";
import type { Lang } from "../service/ask";
import { plain } from "../words/figures";

export interface Sorting {
  column: string;
  down: boolean;
}

/** Whether a reader may see this column: those of the layout, else all that have a label. */
export function shownColumns(table: Table): Column[] {
  const named = new Map(table.columns.map((column) => [column.name, column]));
  const chosen = table.layout.columns.length ? table.layout.columns : [...named.keys()];
  return chosen.flatMap((name) => {
    const column = named.get(name);
    return column?.label ? [column] : [];
  });
}

/** What stands in a cell; null where nothing is known. */
export function written(cell: Cell, column: Column, lang: Lang, words: { yes: string; no: string }): string | null {
  if (cell === null || cell === "") return null;
  if (Array.isArray(cell)) return cell.length ? cell.map((each) => written(each, column, lang, words)).join("、") : null;
  if (typeof cell === "boolean") return cell ? words.yes : words.no;
  if (typeof cell === "number") return isYear(column.name) ? String(cell) : plain(cell, lang);
  if (typeof cell === "object") return JSON.stringify(cell);
  return column.terms?.[cell]?.[lang] ?? moment(cell);
}

function isYear(name: string): boolean {
  return /(^|_)(year|deadline|start|end|version|step|number)$/.test(name);
}

/** Times are written by the minute of the reader; everything else as it is. */
function moment(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text)) return text;
  const time = new Date(text);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Text without case, width or spaces, so that what looks alike is found alike. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

/** For each row all of its text, to be searched. */
export function haystacks(table: Table, columns: Column[], lang: Lang): string[] {
  const places = columns.map((column) => table.columns.indexOf(column));
  const no = { yes: "", no: "" };
  return table.rows.map((row) =>
    folded(columns.map((column, at) => written(row[places[at]!] ?? null, column, lang, no) ?? "").join("\n")),
  );
}

/** The places of the rows that meet all conditions, in the order asked for; unknown comes last either way. */
export function arranged(
  table: Table,
  texts: () => string[],
  find: string,
  conditions: ReadonlyMap<string, string>,
  sorting: Sorting | null,
): Int32Array {
  const rows = table.rows;
  const place = new Map(table.columns.map((column, at) => [column.name, at]));
  const tests: [number, string][] = [];
  for (const [name, value] of conditions) {
    const at = place.get(name);
    if (at !== undefined) tests.push([at, value]);
  }
  const needle = folded(find);
  const hay = needle ? texts() : null;
  const found = new Int32Array(rows.length);
  let count = 0;
  next: for (let row = 0; row < rows.length; row++) {
    const cells = rows[row]!;
    for (const [at, value] of tests) if (!holds(cells[at] ?? null, value)) continue next;
    if (hay && !hay[row]!.includes(needle)) continue;
    found[count++] = row;
  }
  const kept = found.subarray(0, count);
  const by = sorting ? place.get(sorting.column) : undefined;
  return by === undefined ? kept : kept.sort(ordering(rows, by, sorting!.down));
}

function holds(cell: Cell, value: string): boolean {
  if (Array.isArray(cell)) return cell.some((each) => holds(each, value));
  return (cell === null ? "" : String(cell)) === value;
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** Ranks of the texts of a column, each different text compared once. */
function ordering(rows: Cell[][], at: number, down: boolean): (a: number, b: number) => number {
  const sign = down ? -1 : 1;
  const keys = new Float64Array(rows.length);
  const known = new Uint8Array(rows.length);
  const texts = new Set<string>();
  for (const row of rows) {
    const cell = row[at];
    if (typeof cell === "string") texts.add(cell);
    else if (Array.isArray(cell)) texts.add(cell.join());
  }
  const rank = new Map([...texts].sort(collator.compare).map((text, place) => [text, place]));
  rows.forEach((row, place) => {
    const cell = row[at] ?? null;
    known[place] = cell === null || cell === "" || (Array.isArray(cell) && !cell.length) ? 0 : 1;
    if (typeof cell === "number") keys[place] = cell;
    else if (typeof cell === "boolean") keys[place] = cell ? 1 : 0;
    else if (typeof cell === "string") keys[place] = rank.get(cell)!;
    else if (Array.isArray(cell)) keys[place] = rank.get(cell.join())!;
  });
  return (a, b) => known[b]! - known[a]! || sign * (keys[a]! - keys[b]!) || a - b;
}

/** The values that a column takes with how often, where they are few enough to choose from. */
export function choices(table: Table, column: Column, most = 40): [string, number][] | null {
  const at = table.columns.indexOf(column);
  const counts = new Map<string, number>();
  for (const row of table.rows) {
    const cell = row[at] ?? null;
    for (const each of Array.isArray(cell) ? cell : [cell]) {
      if (each !== null && typeof each !== "string" && typeof each !== "number" && typeof each !== "boolean") return null;
      const value = each === null ? "" : String(each);
      counts.set(value, (counts.get(value) ?? 0) + 1);
      if (counts.size > most) return null;
    }
  }
  return counts.size > 1 ? [...counts].sort(([a], [b]) => collator.compare(a, b)) : null;
}

/** What the service answers, as its operations give it: a table, a record, or a report of several. */

export interface Text {
  zh: string;
  en: string;
}
export type Cell = string | number | boolean | null | Cell[] | { [name: string]: Cell };
export type Terms = Record<string, Text>;
export type Given = Record<string, string | number | boolean | (string | number)[] | null | undefined>;

type Part = string | number | boolean | { of: string };

/** What opens a figure: an operation, with texts or the values of columns of the same row. */
export interface Opens {
  operation: string;
  given: Record<string, Part | Part[]>;
}

/** Of several ways the first whose values are all known. */
export type Ways = Record<string, Opens | Opens[]>;

export interface Column {
  name: string;
  label: Text | null;
  numeric: boolean;
  terms: Terms | null;
}

export interface Source {
  source_id: string;
  kind: string | null;
  title: string | null;
  title_en: string | null;
  publisher: string | null;
  reference: string | null;
  url: string | null;
  published_on: string | null;
  synthetic: boolean | null;
}

export interface Table {
  kind: "table";
  title: Text | null;
  columns: Column[];
  layout: { columns: string[]; group: string | null; below: string | null };
  rows: Cell[][];
  offset: number;
  total: number;
  version: number | null;
  as_of: string | null;
  sources: Source[] | null;
  opens?: Ways;
}

export interface Record_ {
  kind: "record";
  title: Text | null;
  labels: Record<string, Text | null>;
  terms: Record<string, Terms>;
  values: Record<string, Cell>;
  /** Filled in already: a record has one row. */
  opens?: Record<string, { operation: string; given: Given } | null>;
}

export interface Report {
  kind: "report";
  title: Text;
  notes: Text[];
  parts: Record<string, Table | Record_>;
}

export type Answer = Table | Record_ | Report;

/** Why something was refused, and how to mend it (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly offenders: string[] = [],
    readonly mend: string | null = null,
  ) {
    super(title);
  }
}

/** What went wrong, also where it is a fault of the page and not of the service. */
export function problemFrom(trouble: unknown): Problem {
  return trouble instanceof Problem ? trouble : new Problem(-1, String(trouble));
}

/** One row under the names of its columns. */
export type Row = Record<string, Cell>;

export function rowsOf(table: Table): Row[] {
  const names = table.columns.map((column) => column.name);
  return table.rows.map((cells) => Object.fromEntries(names.map((name, place) => [name, cells[place] ?? null])));
}

/** The parts of a report by name, a lone answer under its own. */
export function partOf<Kind extends "table" | "record">(
  answer: Answer | null,
  name: string,
  kind: Kind,
): (Kind extends "table" ? Table : Record_) | null {
  if (answer?.kind !== "report") return null;
  const part = answer.parts[name];
  return part?.kind === kind ? (part as Kind extends "table" ? Table : Record_) : null;
}

/** The version that a change made, by which it can be taken back; null where nothing was written. */
export function versionOf(answer: Answer): number | null {
  if (answer.kind === "table") return null;
  const records = answer.kind === "record" ? [answer] : [answer.parts.commit, answer.parts.read_by];
  for (const record of records)
    if (record?.kind === "record" && typeof record.values.version === "number") return record.values.version;
  const imports = partOf(answer, "imports", "table");
  const versions = imports ? rowsOf(imports).flatMap(({ version }) => (typeof version === "number" ? [version] : [])) : [];
  return versions.length === 1 ? versions[0]! : null;
}

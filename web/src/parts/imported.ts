/** What came of an import, tried out or done, as the answer of an operation or the result of a job. */
import { partOf, rowsOf, type Answer, type Cell, type Column, type Report, type Row, type Table } from "../service/answers";

export interface Counts {
  good: number;
  bad: number;
  added: number;
  changed: number;
  series: number | null;
  version: number | null;
  imports: string[];
}

/** All files together. */
export function countsOf(report: Report): Counts {
  const table = partOf(report, "imports", "table");
  const rows = table ? rowsOf(table) : [];
  const sum = (name: string): number => rows.reduce((whole, row) => whole + Number(row[name] ?? 0), 0);
  const versions = rows.flatMap(({ version }) => (typeof version === "number" ? [version] : []));
  return {
    good: sum("good_rows"), bad: sum("bad_rows"), added: sum("added"), changed: sum("changed"), series: rows.some((row) => typeof row.series === "number") ? sum("series") : null,
    version: versions.length === 1 ? versions[0]! : null, imports: rows.map((row) => String(row.import_id)),
  };
}

/**
 * The result that a job keeps, dressed as the answer that it would have been: KNOWN gives labels and terms of columns
 * where they are known; other columns are called by their names. SHOWN are the columns of a part that a reader sees.
 */
export function reportOf(result: Cell, known: Column[], shown: Record<string, string[]> = {}): Report | null {
  if (result === null || typeof result !== "object" || Array.isArray(result)) return null;
  const parts: Record<string, Table> = {};
  for (const [name, part] of Object.entries(result)) {
    const rows = part !== null && typeof part === "object" && !Array.isArray(part) ? part.rows : null;
    if (Array.isArray(rows)) parts[name] = tableOf(rows as Row[], known, shown[name] ?? []);
  }
  return { kind: "report", title: { zh: "", en: "" }, notes: [], parts };
}

function tableOf(rows: Row[], known: Column[], shown: string[]): Table {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name): Column => {
    const numeric = rows.some((row) => typeof row[name] === "number");
    const found = known.find((column) => column.name === name);
    return { name, label: found?.label ?? { zh: name, en: name }, numeric, terms: found?.terms ?? null };
  });
  return {
    kind: "table", title: null, columns, layout: { columns: shown, group: null, below: null }, rows: rows.map((row) => names.map((name) => row[name] ?? null)),
    offset: 0, total: rows.length, version: null, as_of: null, sources: null,
  };
}

/** The parts of a report that show something, in the order in which a reader asks for them. */
const ORDER = ["bad", "unread", "rows", "heads", "unmapped"];

export function partsToShow(report: Answer | null): [name: string, table: Table][] {
  if (report?.kind !== "report") return [];
  const names = Object.keys(report.parts).filter((name) => ORDER.includes(name.replace(/_\d+$/, "")));
  names.sort((a, b) => ORDER.indexOf(a.replace(/_\d+$/, "")) - ORDER.indexOf(b.replace(/_\d+$/, "")));
  return names.flatMap((name) => {
    const part = report.parts[name];
    return part?.kind === "table" && part.rows.length ? [[name, part] as [string, Table]] : [];
  });
}

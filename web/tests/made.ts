import type { Cell, Table } from "../src/service/answers";

/** A table of rows, as the service gives it. */
export function table(rows: Record<string, Cell>[]): Table {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    kind: "table", title: null, columns: names.map((name) => ({ name, label: null, numeric: false, terms: null })), layout: { columns: [], group: null, below: null },
    rows: rows.map((row) => names.map((name) => row[name] ?? null)), offset: 0, total: rows.length, version: null, as_of: null, sources: null,
  };
}

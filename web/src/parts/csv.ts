/** A table as CSV text that spreadsheets open with the right signs. */
import type { Cell, Table } from "../service/answers";

export function csvOf(table: Table): string {
  const lines = [table.columns.map(({ name }) => name), ...table.rows].map((cells) => cells.map(quoted).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function quoted(cell: Cell): string {
  const text = cell === null ? "" : typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

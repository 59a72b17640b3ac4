import type { Column, Table } from "../service/answers";
import type { Lang } from "../service/ask";
import { written } from "./rows";

const SAMPLE = 60; // rows that are looked at
const LEAST = 4;
const MOST = 26;

/** Widths of columns in em, from their labels and the first rows; the widest text takes what is left (0). */
export function widthsOf(table: Table, columns: Column[], lang: Lang): { of: number[]; least: number } {
  const rows = table.rows.slice(0, SAMPLE);
  const words = { yes: "yes", no: "no" };
  const natural = columns.map((column) => {
    const at = table.columns.indexOf(column);
    const lengths = rows
      .map((row) => wide(written(row[at] ?? null, column, lang, words) ?? "unknown"))
      .sort((a, b) => a - b);
    const usual = lengths[Math.floor(lengths.length * 0.92)] ?? 0;
    const badge = column.terms ? 2.4 : 0;
    return Math.max(LEAST, Math.min(MOST, Math.max(usual + badge, wide(column.label?.[lang] ?? "") * 0.92)) + 2);
  });
  const widest = natural.indexOf(Math.max(...natural));
  return { of: natural.map((width, at) => (at === widest ? 0 : width)), least: natural.reduce((sum, width) => sum + width, 0) };
}

/** How many em a text takes: a Chinese character one, a Latin one about a half. */
function wide(text: string): number {
  let sum = 0;
  for (const character of text) sum += character.charCodeAt(0) > 0x2e7f ? 1 : 0.54;
  return sum;
}

import type { Cell, Opens, Row } from "../service/answers";
import type { Question } from "../service/asked.svelte";
import { address } from "./address.svelte";

/** What opens a figure of a row; null where nothing does, as where it is unknown. */
export function questionOf(ways: Opens | Opens[] | undefined, row: Row): Question | null {
  for (const way of ways === undefined ? [] : Array.isArray(ways) ? ways : [ways]) {
    const filled = Object.entries(way.given).map(([name, part]) => [name, valueOf(part, row)] as const);
    if (filled.every(([, value]) => value !== null)) return { operation: way.operation, given: Object.fromEntries(filled) };
  }
  return null;
}

type Part = string | number | boolean | { of: string };

function valueOf(part: Part | Part[], row: Row): string | string[] | null {
  if (Array.isArray(part)) {
    const parts = part.map((each) => valueOf(each, row));
    return parts.includes(null) ? null : (parts.flat() as string[]);
  }
  const cell: Cell | undefined = typeof part === "object" ? row[part.of] : part;
  if (cell === null || cell === undefined || cell === "" || (Array.isArray(cell) && !cell.length)) return null;
  return Array.isArray(cell) ? cell.map(String) : String(cell);
}

/** The source that stands open is kept in the address. */
export function openSource(question: Question): void {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question.given ?? {}))
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  address.set({ source: `${question.operation}?${query}` }, "push");
}

export function openedSource(): Question | null {
  const text = address.get("source");
  if (!text) return null;
  const [operation = "", query = ""] = text.split(/\?(.*)/s);
  const given: Record<string, string | string[]> = {};
  const read = new URLSearchParams(query);
  for (const name of new Set(read.keys())) {
    const values = read.getAll(name);
    given[name] = values.length > 1 ? values : values[0]!;
  }
  return { operation, given };
}

export function closeSource(): void {
  address.set({ source: null });
}

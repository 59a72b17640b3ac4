import type { Cell, Opens, Row } from "../service/answers";
import type { Question } from "../service/asked.svelte";
import { address } from "./address.svelte";

/** The figure whose source stands open: an operation and what it is given, kept in the address. */
export function questionOf(opens: Opens | undefined, row: Row): Question | null {
  if (!opens) return null;
  const given: Record<string, string | (string | number)[]> = {};
  for (const [name, value] of Object.entries(opens.given)) {
    const filled: Cell | undefined =
      typeof value === "object" && !Array.isArray(value) ? row[value.of] : (value as Cell);
    if (filled === null || filled === undefined || (Array.isArray(filled) && !filled.length)) return null;
    given[name] = Array.isArray(filled) ? filled.map(String) : String(filled);
  }
  return { operation: opens.operation, given };
}

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

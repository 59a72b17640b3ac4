import { planOf } from "../drawing/lineage";
import type { Cell, Column, Row, Table } from "../service/answers";

/** A commitment in two plans: what each says of it, and how the later one stands to the earlier. */
export interface Pair {
  earlier: Row | null;
  later: Row | null;
  relation: string | null;
  reason: string | null;
}

/** The commitments of two plans beside each other: those that are linked first, then what one of them alone says. */
export function compared(ledger: Row[], links: Row[], earlier: string, later: string): Pair[] {
  const of = (plan: string): Row[] => ledger.filter((row) => row.doc === plan && row.kind === "target");
  const byId = new Map(ledger.map((row) => [String(row.id), row]));
  const joined = links.filter((link) => planOf(String(link.from)) === earlier && planOf(String(link.to)) === later);
  const seen = new Set(joined.flatMap((link) => [String(link.from), String(link.to)]));
  const alone = (plan: string): Row[] => of(plan).filter((row) => !seen.has(String(row.id)));
  return [
    ...joined.map((link) => ({ earlier: byId.get(String(link.from)) ?? null, later: byId.get(String(link.to)) ?? null, relation: String(link.relation), reason: String(link.reason) })),
    ...alone(earlier).map((row) => ({ earlier: row, later: null, relation: null, reason: null })),
    ...alone(later).map((row) => ({ earlier: null, later: row, relation: null, reason: null })),
  ];
}

/** The pairs as a table of the page, with the labels and terms that the ledger and the lineage gave. */
export function comparedTable(pairs: Pair[], ledger: Table, links: Table, names: { earlier: string; later: string }, absent: string): Table {
  const column = (name: string, label: Column["label"], terms: Column["terms"] = null): Column => ({ name, label, numeric: false, terms });
  const from = (table: Table, name: string): Column => table.columns.find((each) => each.name === name)!;
  const both = (text: string): Column["label"] => ({ zh: text, en: text });
  const value = (row: Row | null, name: string): Cell => row?.[name] ?? null;
  return {
    ...ledger,
    title: null,
    columns: [
      column("indicator", from(ledger, "indicator").label), column("earlier", both(names.earlier)), column("later", both(names.later)),
      column("relation", from(links, "relation").label, from(links, "relation").terms), column("reason", from(links, "reason").label),
      column("id", null), column("earlier_key", null), column("later_key", null),
    ],
    layout: { columns: ["indicator", "earlier", "later", "relation", "reason"], group: null, below: null },
    opens: {
      earlier: { operation: "source open", given: { table: "commitment", column: "value", key: { of: "earlier_key" } } },
      later: { operation: "source open", given: { table: "commitment", column: "value", key: { of: "later_key" } } },
    },
    rows: pairs.map(({ earlier, later, relation, reason }) => [
      value(later ?? earlier, "indicator"), said(earlier, absent), said(later, absent), relation, reason, value(later ?? earlier, "id"), value(earlier, "commitment_id"), value(later, "commitment_id"),
    ]),
    total: pairs.length,
  };
}

/** What a plan says; that it says nothing of it is known, and no unknown figure. */
function said(row: Row | null, absent: string): string {
  return row ? `${row.amount}${row.deadline ? ` (${row.deadline})` : ""}` : absent;
}

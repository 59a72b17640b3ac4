import { expect, test } from "vitest";
import { compared, comparedTable } from "../src/parts/compare";
import { table as made } from "./made";

const row = (id: string, doc: string, kind = "target") => ({ id, doc, kind, indicator: id });
const ledger = [row("001-001", "001"), row("001-002", "001"), row("002-001", "002"), row("002-002", "002"), row("002-003", "002", "outcome"), row("003-001", "003")];
const link = (from: string, to: string) => ({ from, to, relation: "raised", reason: "same subject" });

test("linked commitments stand beside each other, what one plan alone says stands alone", () => {
  const pairs = compared(ledger, [link("001-001", "002-001"), link("001-002", "003-001")], "001", "002");
  expect(pairs.map(({ earlier, later, relation }) => [earlier?.id ?? null, later?.id ?? null, relation])).toEqual([
    ["001-001", "002-001", "raised"],
    ["001-002", null, null],
    [null, "002-002", null],
  ]);
});

test("what a plan does not speak of is said so, and is no unknown figure", () => {
  const column = (name: string) => ({ name, label: { zh: name, en: name }, numeric: false, terms: null });
  const base = { ...made([]), columns: ["indicator", "relation", "reason"].map(column) };
  const table = comparedTable(compared(ledger, [], "001", "002"), base, base, { earlier: "001", later: "002" }, "not in this plan");
  expect(table.rows.map((cells) => [cells[1], cells[2]]).filter(([a, b]) => a === null || b === null)).toEqual([]);
  expect(table.rows[0]![2]).toBe("not in this plan");
});

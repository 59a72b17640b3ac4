import { expect, test } from "vitest";
import { compared } from "../src/parts/compare";

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

import { rowsOf, type Table } from "../service/answers";
import { asked } from "../service/asked.svelte";
import { lang } from "../state/lang.svelte";

/** The units that plans name, to be offered while one is typed. */
export function units(): { readonly list: [value: string, word: string][] } {
  const found = asked<Table>(() => ({ operation: "plan units" }));
  const list = $derived(
    found.answer ? rowsOf(found.answer).map((row): [string, string] => [String(row.name_zh), (lang.now === "en" && row.name_en ? String(row.name_en) : "")]) : [],
  );
  return {
    get list() {
      return list;
    },
  };
}

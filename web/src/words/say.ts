import { lang } from "../state/lang.svelte";
import { WORDS } from "./words";

export type Word = keyof typeof WORDS;

/** The page's own words in the language of the reader; {names} are filled in. */
export function say(word: Word, filled: Record<string, string | number> = {}): string {
  const [zh, en] = WORDS[word];
  return (lang.now === "zh" ? zh : en).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in filled ? String(filled[name]) : whole,
  );
}

import type { Lang } from "../service/ask";

const STEPS: Record<Lang, [number, string][]> = {
  zh: [
    [1e12, "万亿"],
    [1e8, "亿"],
    [1e4, "万"],
  ],
  en: [
    [1e12, " trillion"],
    [1e9, " billion"],
    [1e6, " million"],
  ],
};

/** A number as a reader says it: 1.3 万亿, 1.3 trillion; small ones in full. */
export function compact(value: number, lang: Lang, digits = 4): string {
  const size = Math.abs(value);
  for (const [step, word] of STEPS[lang]) if (size >= step) return plain(value / step, lang, digits) + word;
  return plain(value, lang, digits);
}

/** A number with its thousands apart and at most DIGITS significant digits behind what is whole. */
export function plain(value: number, lang: Lang, digits = 6): string {
  const whole = Math.abs(value) >= 10 ** digits;
  return formatter(lang, whole ? 0 : digits).format(value);
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(lang: Lang, digits: number): Intl.NumberFormat {
  const key = `${lang}${digits}`;
  let found = formatters.get(key);
  if (!found) {
    const how = digits ? { maximumSignificantDigits: digits } : { maximumFractionDigits: 0 };
    found = new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en-GB", how);
    formatters.set(key, found);
  }
  return found;
}

import { made, type Lang } from "../service/ask";
import type { Text } from "../service/answers";

const STORED = "gongfu-lang";

function first(): Lang {
  const asked = new URLSearchParams(location.search).get("lang") ?? made?.lang ?? read();
  if (asked === "zh" || asked === "en") return asked;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function read(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // a file opened from a disk may have no storage
  }
}

class Language {
  now = $state<Lang>(first());

  set(to: Lang): void {
    this.now = to;
    document.documentElement.lang = to;
    try {
      localStorage.setItem(STORED, to);
    } catch {
      return;
    }
  }

  of(text: Text | null | undefined): string {
    return text ? text[this.now] : "";
  }
}

export const lang = new Language();

import { fromFile } from "../service/ask";

/**
 * Where the reader is: the whole state of the page stands in its address, so that each view can be sent as a link.
 * A file opened from a disk keeps it behind the #.
 */
class Address {
  path = $state("/");
  query = $state.raw(new URLSearchParams());

  constructor() {
    this.#read();
    addEventListener("popstate", () => this.#read());
    if (fromFile) addEventListener("hashchange", () => this.#read());
  }

  /** One value of the query. */
  get(name: string): string | null {
    return this.query.get(name);
  }

  /** Go to another view. */
  go(to: string): void {
    const [path, tab] = [this.path, this.get("tab")];
    history.pushState(null, "", fromFile ? `#${to}` : to);
    this.#read();
    if (this.path === path && this.get("tab") === tab) return;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  }

  /** Change values of the query; null takes one out. Typing replaces the entry of the history, a choice adds one. */
  set(values: Record<string, string | number | null>, how: "push" | "replace" = "replace"): void {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(values))
      if (value === null || value === "") query.delete(name);
      else query.set(name, String(value));
    const to = query.size ? `${this.path}?${query}` : this.path;
    history[how === "push" ? "pushState" : "replaceState"](null, "", fromFile ? `#${to}` : to);
    this.query = query;
  }

  /** The address of this view with some values changed, for links. */
  with(values: Record<string, string | null>): string {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(values))
      if (value === null) query.delete(name);
      else query.set(name, value);
    return query.size ? `${this.path}?${query}` : this.path;
  }

  #read(): void {
    const here = fromFile ? new URL(location.hash.slice(1) || "/brief", "http://file") : new URL(location.href);
    this.path = decoded(here.pathname);
    this.query = here.searchParams;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // an address that somebody mistyped
  }
}

export const address = new Address();

/** Let links within the page change the view without loading it again. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element).closest?.("a");
  if (!link || link.getAttribute("target") || link.hasAttribute("download")) return;
  const to = link.getAttribute("href");
  if (!to?.startsWith("/") || to.startsWith("/api/")) return;
  event.preventDefault();
  address.go(to);
}

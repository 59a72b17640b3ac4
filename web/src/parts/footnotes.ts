/** Numbers for the sources that a page of paper names, in the order in which they are first named. */
export class Footnotes {
  readonly #numbers = new Map<string, number>();

  /** The number of a source; the same text has the same number. */
  of(text: string | null): number | null {
    if (!text) return null;
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(text, number);
    }
    return number;
  }

  get all(): [number, string][] {
    return [...this.#numbers].map(([text, number]) => [number, text]);
  }
}

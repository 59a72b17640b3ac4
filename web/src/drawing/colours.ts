/** Five even classes from the least to the most known value: a class is 0 to 4. */
export function classOf(value: number, least: number, most: number): number {
  return most > least ? Math.min(4, Math.floor(((value - least) / (most - least)) * 5)) : 4;
}

/** The bounds of the five classes. */
export function bounds(least: number, most: number): [number, number][] {
  const step = (most - least) / 5;
  return most > least ? Array.from({ length: 5 }, (_, at) => [least + at * step, least + (at + 1) * step]) : [[least, most]];
}

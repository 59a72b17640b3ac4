/** Periods as the workspace writes them: 2025, 2025-H1, 2025-Q3, 2025-09, 2025-09-30, 2020-01/2020-10. */

/** The middle of a period as a year with its fraction; null where the text is no period. */
export function middleOf(period: string): number | null {
  const span = spanOf(period);
  return span && (span[0] + span[1]) / 2;
}

/** First and last moment of a period as years with fractions. */
export function spanOf(period: string): [number, number] | null {
  const [from, to] = period.split("/");
  if (to) {
    const [first, last] = [spanOf(from!), spanOf(to)];
    return first && last && [first[0], last[1]];
  }
  const found = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d\d)(?:-(\d\d))?))?$/.exec(period);
  if (!found) return null;
  const [, year, half, quarter, month, day] = found;
  const start = Number(year);
  if (half) return [start + (Number(half) - 1) / 2, start + Number(half) / 2];
  if (quarter) return [start + (Number(quarter) - 1) / 4, start + Number(quarter) / 4];
  if (day) {
    const at = start + (Number(month) - 1) / 12 + (Number(day) - 1) / 372;
    return [at, at];
  }
  if (month) return [start + (Number(month) - 1) / 12, start + Number(month) / 12];
  return [start, start + 1];
}

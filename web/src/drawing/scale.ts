/** Even steps of 1, 2 or 5 that cover a range; about COUNT of them. */
export function steps(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

export function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  const spread = high - low || 1;
  return (value) => from + ((value - low) / spread) * (to - from);
}

/** A commitment in a piece of text: from and to in it. */
export interface Mark {
  id: string;
  start: number;
  end: number;
  kind?: string;
  status?: string;
}

/** TEXT in parts, those of MARKS told apart; marks that overlap an earlier one are left out. */
export function marked(text: string, marks: Mark[]): { text: string; mark: Mark | null }[] {
  const signs = [...text]; // places count characters, not the units of a string
  const parts: { text: string; mark: Mark | null }[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at || mark.end <= mark.start) continue;
    if (mark.start > at) parts.push({ text: signs.slice(at, mark.start).join(""), mark: null });
    parts.push({ text: signs.slice(mark.start, mark.end).join(""), mark });
    at = mark.end;
  }
  if (at < signs.length) parts.push({ text: signs.slice(at).join(""), mark: null });
  return parts;
}

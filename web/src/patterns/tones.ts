/** How a code looks wherever it stands: its tone and a sign, so that colour alone never carries the meaning. */
export type Tone = "good" | "bad" | "warn" | "calm" | "grey";

const TONES: Record<string, [Tone, string]> = {
  work_stopped: ["bad", "✕"],
  conflict: ["warn", "≠"],
  quarantine: ["warn", "▲"],
  match: ["calm", "≟"],
  review: ["calm", "▷"],
  overdue: ["warn", "◷"],
  attained: ["good", "●"],
  verified: ["good", "●"],
  closed: ["good", "✓"],
  accepted: ["good", "✓"],
  normal: ["good", "●"],
  done: ["good", "✓"],
  missed: ["bad", "✕"],
  alarm: ["bad", "▲"],
  failed: ["bad", "✕"],
  broken: ["bad", "✕"],
  report_overdue: ["bad", "▲"],
  milestone_overdue: ["bad", "▲"],
  rejected: ["bad", "✕"],
  behind: ["warn", "▼"],
  outside: ["warn", "▲"],
  sent_back: ["warn", "↩"],
  stale: ["warn", "◷"],
  quarantined: ["warn", "▲"],
  on_track: ["calm", "▶"],
  assigned: ["calm", "→"],
  reported: ["calm", "▷"],
  running: ["calm", "▶"],
  waiting: ["calm", "◷"],
  broken_off: ["bad", "✕"],
  report_due: ["calm", "◷"],
  milestone_due: ["calm", "◷"],
  to_verify: ["calm", "▷"],
  to_close: ["calm", "▷"],
  raised: ["calm", "↑"],
  lowered: ["warn", "↓"],
  held: ["good", "="],
  answered: ["good", "✓"],
  not_measurable: ["grey", "?"],
  unknown: ["grey", "?"],
};

export function toneOf(code: string): [Tone, string] | null {
  return TONES[code] ?? null;
}

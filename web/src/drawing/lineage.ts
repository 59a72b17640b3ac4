import type { Row } from "../service/answers";

/** One indicator through the plans: its commitments and what became of each from plan to plan. */
export interface Chain {
  name: string;
  stops: { id: string; plan: string; says: string; lane: number }[];
  links: { from: string; to: string; relation: string; reason: string }[];
  lanes: number;
}

/** The plan that a commitment belongs to, out of its id. */
export function planOf(id: string): string {
  return id.slice(0, id.lastIndexOf("-"));
}

/**
 * Links that hang together are one chain; in it each commitment of the same plan has a lane of its own.
 * NAMES gives the indicator of a commitment, ORDER the plans by the day they were published.
 */
export function chainsOf(links: Row[], names: ReadonlyMap<string, string>, order: string[]): Chain[] {
  const root = new Map<string, string>();
  const find = (id: string): string => {
    let at = id;
    while (root.get(at) !== undefined && root.get(at) !== at) at = root.get(at)!;
    return at;
  };
  for (const link of links) root.set(find(String(link.to)), find(String(link.from)));
  const grouped = new Map<string, Row[]>();
  for (const link of links) {
    const key = find(String(link.from));
    grouped.set(key, [...(grouped.get(key) ?? []), link]);
  }
  return [...grouped.values()].map((mine) => {
    const says = new Map<string, string>();
    for (const link of mine) {
      says.set(String(link.from), String(link.from_says));
      says.set(String(link.to), String(link.to_says));
    }
    const ids = [...says.keys()].sort((a, b) => order.indexOf(planOf(a)) - order.indexOf(planOf(b)) || (a < b ? -1 : 1));
    const used = new Map<string, number>();
    const stops = ids.map((id) => {
      const lane = used.get(planOf(id)) ?? 0;
      used.set(planOf(id), lane + 1);
      return { id, plan: planOf(id), says: says.get(id)!, lane };
    });
    return {
      name: names.get(ids.at(-1)!) ?? String(mine[0]!.line),
      stops,
      links: mine.map(({ from, to, relation, reason }) => ({ from: String(from), to: String(to), relation: String(relation), reason: String(reason) })),
      lanes: Math.max(...used.values()),
    };
  });
}

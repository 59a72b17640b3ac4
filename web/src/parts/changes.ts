/** What a version did to each table, as the history writes it: "region +2 ~0 -0, source +1 ~0 -0". */
export interface Change {
  table: string;
  added: number;
  changed: number;
  removed: number;
}

export function changesOf(text: string): Change[] {
  return [...text.matchAll(/(\w+) \+(\d+) ~(\d+) -(\d+)/g)].map(([, table, added, changed, removed]) => ({
    table: table!, added: Number(added), changed: Number(changed), removed: Number(removed),
  }));
}

import type { Row } from "../service/answers";

/** The view that shows what was found. */
export function viewOf(row: Row): string {
  const [id, title] = [String(row.id), String(row.title)];
  const text = encodeURIComponent(title);
  switch (row.kind) {
    case "plan":
      return `/plans/${encodeURIComponent(id)}`;
    case "commitment":
    case "sentence": {
      const short = title.split(" ")[0]!;
      return `/plans/${encodeURIComponent(short.slice(0, short.lastIndexOf("-")))}?open=${encodeURIComponent(short)}`;
    }
    case "series":
      return `/series/${encodeURIComponent(id)}`;
    case "item":
      return `/supervise?open=${encodeURIComponent(title.split(" ")[0]!)}`;
    case "source":
      return `/data?tab=sources&q=${text}`;
    case "unit":
      return `/board?tab=unit&q=${encodeURIComponent(title)}`;
    case "region":
      return `/board?tab=district&q=${encodeURIComponent(title)}`;
    case "task":
      return row.within ? `/plans/${encodeURIComponent(String(row.within))}?tab=tree` : "/plans";
    default:
      return `/plans?tab=commitments&q=${text}`;
  }
}

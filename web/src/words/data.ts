/** What the pages of data and series say. */
export const DATA = {
  overview: ["概览", "Overview"],
} as const satisfies Record<string, readonly [string, string]>;

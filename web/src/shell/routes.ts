import type { Component } from "svelte";
import type { Word } from "../words/say";
import Board from "../pages/Board.svelte";
import Brief from "../pages/Brief.svelte";
import Data from "../pages/Data.svelte";
import MapPage from "../pages/Map.svelte";
import Patterns from "../pages/Patterns.svelte";
import Plans from "../pages/Plans.svelte";
import Series from "../pages/Series.svelte";
import Supervise from "../pages/Supervise.svelte";
import Today from "../pages/Today.svelte";

export interface Route {
  /** The first part of the path. */
  start: string;
  word: Word;
  sign: string;
  page: Component<{ rest: string[] }> | Component;
  /** Whether it stands in the navigation. */
  listed: boolean;
}

export const ROUTES: Route[] = [
  { start: "", word: "today", sign: "☼", page: Today, listed: true },
  { start: "plans", word: "plans", sign: "▤", page: Plans, listed: true },
  { start: "board", word: "board", sign: "◉", page: Board, listed: true },
  { start: "supervise", word: "supervise", sign: "⚑", page: Supervise, listed: true },
  { start: "data", word: "data", sign: "▥", page: Data, listed: true },
  { start: "map", word: "map", sign: "▦", page: MapPage, listed: true },
  { start: "brief", word: "brief", sign: "▣", page: Brief, listed: true },
  { start: "series", word: "series", sign: "◠", page: Series, listed: false },
  { start: "patterns", word: "patterns", sign: "◇", page: Patterns, listed: false },
];

export function routeOf(path: string): { route: Route | null; rest: string[] } {
  const [start = "", ...rest] = path.split("/").filter(Boolean);
  return { route: ROUTES.find((route) => route.start === start) ?? null, rest };
}

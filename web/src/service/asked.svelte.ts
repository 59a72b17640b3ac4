import { lang } from "../state/lang.svelte";
import { events } from "./events.svelte";
import { problemFrom, type Answer, type Given, type Problem } from "./answers";
import { addressOf, ask, known, type Lang } from "./ask";

export interface Question {
  operation: string;
  given?: Given;
}

/** The answer to a question that may change: with the language, with the version of the workspace, with the address. */
export class Asked<Kind extends Answer> {
  answer = $state.raw<Kind | null>(null);
  problem = $state.raw<Problem | null>(null);
}

/**
 * Ask what `question` says, and again whenever it, the language or the workspace changes. The last answer stays
 * until the next one is there. The other language is fetched when there is time, so that switching needs no wait.
 */
export function asked<Kind extends Answer>(question: () => Question | null): Asked<Kind> {
  const here = new Asked<Kind>();
  let told = ""; // the question that the answer belongs to
  $effect.pre(() => {
    const wanted = question();
    const spoken = lang.now;
    events.version; // a new version is a new question
    const about = wanted ? addressOf(wanted.operation, wanted.given ?? {}, "zh") : "";
    if (about !== told) {
      told = about;
      here.answer = null; // the answer to another question says nothing about this one
      here.problem = null;
    }
    if (!wanted) return;
    const { operation, given = {} } = wanted;
    const ready = known(operation, given, spoken) as Kind | undefined;
    if (ready) {
      here.answer = ready;
      here.problem = null;
      prefetch(operation, given, spoken);
      return;
    }
    let current = true;
    ask<Kind>(operation, given, spoken)
      .then((answer) => {
        if (!current) return;
        here.answer = answer;
        here.problem = null;
        prefetch(operation, given, spoken);
      })
      .catch((problem: unknown) => {
        if (current) here.problem = problemFrom(problem);
      });
    return () => {
      current = false;
    };
  });
  return here;
}

function prefetch(operation: string, given: Given, spoken: Lang): void {
  const other: Lang = spoken === "zh" ? "en" : "zh";
  if (known(operation, given, other)) return;
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
  idle(() => void ask(operation, given, other).catch(() => {}));
}

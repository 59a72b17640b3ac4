import { lang } from "../state/lang.svelte";
import { say } from "../words/say";
import { act } from "./ask";
import { Problem, versionOf, type Answer, type Given, problemFrom } from "./answers";
import { events } from "./events.svelte";

export interface Notice {
  text: string;
  /** The version that can be taken back. */
  version: number | null;
}

class Notices {
  now = $state.raw<Notice | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, version: number | null = null): void {
    this.now = { text, version };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.now = null), 12_000);
  }

  hide(): void {
    this.now = null;
  }
}

export const notices = new Notices();

/** A change under way: whether it runs, and why it was refused. */
export class Doing {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Carry out a changing operation, tell that it is done and offer to take it back; null where it was refused. */
  async run<Kind extends Answer = Answer>(operation: string, given: Given | (() => Promise<Given>), done: string): Promise<Kind | null> {
    this.busy = true;
    this.problem = null;
    try {
      const answer = await act<Kind>(operation, typeof given === "function" ? await given() : given, lang.now);
      events.changed();
      notices.show(done, versionOf(answer));
      return answer;
    } catch (problem) {
      this.problem = problemFrom(problem);
      return null;
    } finally {
      this.busy = false;
    }
  }
}

export async function takeBack(version: number): Promise<void> {
  try {
    await act("workspace undo", { version }, lang.now);
    events.changed();
    notices.show(say("taken_back"));
  } catch (problem) {
    notices.show(problem instanceof Problem ? problem.message : String(problem));
  }
}

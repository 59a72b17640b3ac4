import type { Text } from "./answers";
import { forget, fromFile } from "./ask";

export interface JobStanding {
  job: string;
  operation: string;
  state: string;
  stage: Text | null;
  count: number | null;
  total: number | null;
  seconds_left: number | null;
}

const AGAIN = 3000; // milliseconds after an answer that the browser takes for final

/** What the service tells by itself: new versions of the workspace, and how far jobs are. */
class Events {
  version = $state<number | null>(null);
  jobs = $state<Record<string, JobStanding>>({});
  connected = $state(true);
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  open(): void {
    if (fromFile || this.#source) return;
    const source = new EventSource("/api/v1/events");
    this.#source = source;
    source.onopen = () => {
      if (!this.connected) this.changed(); // what was refused meanwhile is asked again
      this.connected = true;
    };
    source.onerror = () => {
      this.connected = false;
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      this.close();
      this.#timer = setTimeout(() => this.open(), AGAIN);
    };
    source.addEventListener("version", (event) => {
      const { version } = JSON.parse(event.data) as { version: number };
      if (version === this.version) return;
      forget();
      this.version = version;
    });
    source.addEventListener("job", (event) => {
      const job = JSON.parse(event.data) as JobStanding;
      this.jobs[job.job] = job;
    });
  }

  /** Something was changed from here: what was answered before is old, also before the service says so. */
  changed(): void {
    forget();
    this.version = (this.version ?? 0) + 0.001;
  }

  /** Stop listening, without counting it as lost. */
  close(): void {
    clearTimeout(this.#timer);
    this.connected = true;
    this.#source?.close();
    this.#source = null;
  }
}

export const events = new Events();

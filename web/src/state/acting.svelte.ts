import { session } from "../service/session.svelte";

const STORED = "gongfu-by";

function read(): string {
  try {
    return localStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}

/** Who acts: who is signed in, else the name that was given last on this machine. */
class Acting {
  #said = $state(read());

  get name(): string {
    return session.who.person ?? this.#said;
  }

  /** Whether the service knows who it is, so that nobody else can be named. */
  get fixed(): boolean {
    return session.who.person !== null;
  }

  set(name: string): void {
    this.#said = name;
    try {
      localStorage.setItem(STORED, name);
    } catch {
      return; // it is remembered for as long as the page is open
    }
  }
}

export const acting = new Acting();

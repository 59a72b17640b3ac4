/** Who is signed in, where the service keeps accounts. */

export interface Who {
  accounts: boolean;
  person: string | null;
  role: string | null;
  csrf: string | null;
}

class Session {
  who = $state<Who>({ accounts: false, person: null, role: null, csrf: null });

  /** Whether the service waits for somebody to sign in. */
  get needed(): boolean {
    return this.who.accounts && this.who.person === null;
  }

  headers(): Record<string, string> {
    return this.who.csrf ? { "X-CSRF-Token": this.who.csrf } : {};
  }

  async look(): Promise<void> {
    const response = await fetch("/api/v1/session", { credentials: "same-origin" }).catch(() => null);
    if (response?.ok) this.who = (await response.json()) as Who;
  }

  async leave(): Promise<void> {
    await fetch("/api/v1/session", { method: "DELETE", headers: this.headers(), credentials: "same-origin" });
    await this.look();
  }

  ended(): void {
    this.who = { ...this.who, accounts: true, person: null, role: null };
  }
}

export const session = new Session();

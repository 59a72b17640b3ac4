/** Who is signed in, where the service keeps accounts. */

export interface Who {
  accounts: boolean;
  person: string | null;
  role: string | null;
  csrf: string | null;
  /** Whether people may sign in through their organisation. */
  organisation?: boolean;
}

const ADDRESS = "/api/v1/session";

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
    const response = await fetch(ADDRESS, { credentials: "same-origin" }).catch(() => null);
    if (response?.ok) this.who = (await response.json()) as Who;
  }

  /** Sign in; gives why it was refused. */
  async enter(name: string, password: string, lang: string): Promise<string | null> {
    return this.#send("POST", `${ADDRESS}?lang=${lang}`, { name, password });
  }

  /** Choose the first password of an account by its invitation; gives why it was refused. */
  async accept(invitation: string, password: string, lang: string): Promise<string | null> {
    return this.#send("PUT", `${ADDRESS}/password?lang=${lang}`, { invitation, new: password });
  }

  /** Sign out; whether the service heard it. */
  async leave(): Promise<boolean> {
    const response = await fetch(ADDRESS, { method: "DELETE", headers: this.headers(), credentials: "same-origin" }).catch(() => null);
    if (response?.ok) location.replace("/"); // nothing that was shown or kept outlives it
    return response?.ok ?? false;
  }

  ended(): void {
    this.who = { ...this.who, accounts: true, person: null, role: null };
    void this.look();
  }

  async #send(method: string, address: string, body: object): Promise<string | null> {
    const headers = { "Content-Type": "application/json", ...this.headers() };
    const response = await fetch(address, { method, headers, body: JSON.stringify(body), credentials: "same-origin" }).catch(() => null);
    if (!response) return "offline";
    if (!response.ok) return ((await response.json()) as { title: string }).title;
    await this.look();
    return null;
  }
}

export const session = new Session();

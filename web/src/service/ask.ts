import { Problem, type Answer, type Given } from "./answers";
import { session } from "./session.svelte";

const PREFIX = "/api/v1/";
const KEPT = 200; // answers, the oldest go first

export type Lang = "zh" | "en";

interface Carried {
  made: { as_of: string | null; day: string; version: number; made_at: string; without: string[]; lang: Lang };
  answers: Record<string, Answer>;
}

/** What a file carries in itself: the brief opens without a service. */
const carried: Carried | null = (() => {
  const element = document.getElementById("carried");
  return element ? (JSON.parse(element.textContent ?? "") as Carried) : null;
})();

const kept = new Map<string, Answer>();
const asking = new Map<string, Promise<Answer>>();
let turn = 0; // grows when all that was answered before is old

export const fromFile = carried !== null;
export const made = carried?.made ?? null;

/** The address of an operation with what it is given; `format` makes it a file. */
export function addressOf(operation: string, given: Given, lang: Lang, format?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== null && each !== undefined && each !== "") query.append(name, String(each));
  if (format) query.set("format", format);
  query.set("lang", lang);
  return `${PREFIX}${operation.replaceAll(" ", "/")}?${query}`;
}

/** The answer that is known already, without asking. */
export function known(operation: string, given: Given, lang: Lang): Answer | undefined {
  const address = addressOf(operation, given, lang);
  return carried ? carried.answers[address] : kept.get(address);
}

/** Ask a reading operation; the same question that is under way is not asked twice. */
export function ask<Kind extends Answer = Answer>(operation: string, given: Given, lang: Lang): Promise<Kind> {
  const address = addressOf(operation, given, lang);
  if (carried)
    return carried.answers[address]
      ? Promise.resolve(carried.answers[address] as Kind)
      : Promise.reject(new Problem(404, `${operation}: not in this file`));
  let under = asking.get(address);
  if (!under) {
    const begun = turn;
    under = send("GET", address).then((answer) => {
      if (begun !== turn) return answer as Answer;
      kept.delete(address);
      kept.set(address, answer as Answer);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      return answer as Answer;
    });
    asking.set(address, under);
    const mine = under;
    under.finally(() => asking.get(address) === mine && asking.delete(address)).catch(() => {});
  }
  return under as Promise<Kind>;
}

/** Carry out an operation that changes something, or that reads uploaded files. */
export async function act<Kind = Answer>(operation: string, given: Given, lang: Lang): Promise<Kind> {
  const body = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== ""));
  const answer = await send("POST", PREFIX + operation.replaceAll(" ", "/"), JSON.stringify({ ...body, lang }));
  return answer as Kind;
}

/** Forget what was answered: the workspace has a new version. */
export function forget(): void {
  turn++;
  kept.clear();
  asking.clear();
}

/** Send a file to the service, telling how much has gone; gives the number that names it from then on. */
export function upload(file: File, lang: Lang, onpart: (part: number) => void): Promise<string> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `${PREFIX}files/${encodeURIComponent(file.name)}?lang=${lang}`);
    for (const [name, value] of Object.entries(session.headers())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onpart(event.total ? event.loaded / event.total : 0);
    request.onerror = () => fail(new Problem(0, "offline"));
    request.onload = () => {
      if (request.status === 401) session.ended();
      if (request.status === 201) done((JSON.parse(request.responseText) as { file: string }).file);
      else fail(problemOf(request.status, request.responseText));
    };
    request.send(file);
  });
}

async function send(method: string, address: string, body?: string): Promise<unknown> {
  const headers: Record<string, string> = method === "GET" ? {} : session.headers();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(address, { method, headers, body, credentials: "same-origin" });
  } catch {
    throw new Problem(0, "offline");
  }
  const text = await response.text();
  if (response.ok) return text ? JSON.parse(text) : null;
  if (response.status === 401) session.ended();
  throw problemOf(response.status, text);
}

function problemOf(status: number, text: string): Problem {
  try {
    const said = JSON.parse(text) as { title: string; offenders?: string[]; mend?: string | null };
    return new Problem(status, said.title, said.offenders ?? [], said.mend ?? null);
  } catch {
    return new Problem(status, `HTTP ${status}`);
  }
}

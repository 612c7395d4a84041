import type { JsonObject } from './json.ts';

/** One Web API call the bot made. */
export interface ApiCall {
  readonly method: string;
  /** As it arrived, without the token. */
  readonly args: JsonObject;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `true`, or the error that Slack's answer names. */
  readonly outcome: true | string;
}

/** Only so many calls are remembered, so that a long demo stays small; the counts go on. */
const mostRemembered = 10_000;

/** What the bot called, and how often. */
export class CallLog {
  #calls: ApiCall[] = [];
  readonly #counts = new Map<string, number>();

  note(call: ApiCall): void {
    this.#counts.set(call.method, this.count(call.method) + 1);
    this.#calls.push(call);
    if (this.#calls.length > mostRemembered) this.#calls.shift();
  }

  /** How often a method was called, refused calls included; calls that met a fault before they were heard are not. */
  count(method: string): number {
    return this.#counts.get(method) ?? 0;
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** The calls of one method, or all, oldest first. */
  list(method?: string): readonly ApiCall[] {
    return method === undefined ? this.#calls : this.#calls.filter((call) => call.method === method);
  }
}

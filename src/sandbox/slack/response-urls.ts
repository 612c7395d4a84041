import { randomBytes } from 'node:crypto';

/** Uses and lifetime of a `response_url` (research 1.2: 5 uses within 30 minutes). */
const mostUses = 5;
const lifetimeMs = 30 * 60_000;

/** What an answer to a `response_url` refers to. */
export interface ResponseTarget {
  readonly person: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** The message whose button was pressed. */
  readonly messageTs?: string;
}

/** The addresses through which the bot may answer an action without a token. */
export class ResponseUrls {
  readonly #targets = new Map<string, { target: ResponseTarget; issuedAt: number; uses: number }>();
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns the path of the new address */
  issue(target: ResponseTarget): string {
    const path = `/response/${randomBytes(18).toString('base64url')}`;
    this.#targets.set(path, { target, issuedAt: this.#now(), uses: 0 });
    return path;
  }

  /** Counts a use. @returns `undefined` for an address that is unknown, used up or too old */
  use(path: string): ResponseTarget | undefined {
    const entry = this.#targets.get(path);
    if (!entry || entry.uses >= mostUses || this.#now() - entry.issuedAt > lifetimeMs) return undefined;
    entry.uses += 1;
    return entry.target;
  }
}

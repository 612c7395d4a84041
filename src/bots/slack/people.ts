import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../core/clock.ts';
import { ShortMemory } from './short-memory.ts';

const REMEMBER_MS = 60 * 60_000;

/** The names of people, as their workspace shows them. */
export class People {
  readonly #web: WebClient;
  readonly #names: ShortMemory<string | null>;

  constructor(web: WebClient, clock: Clock) {
    this.#web = web;
    this.#names = new ShortMemory(clock, REMEMBER_MS);
  }

  /** Null when Slack does not tell. */
  async name(user: string): Promise<string | null> {
    return this.#names.get(user, () => this.#ask(user)).catch(() => null);
  }

  async #ask(user: string): Promise<string | null> {
    const { user: facts } = await this.#web.users.info({ user });
    return facts?.profile?.display_name || facts?.real_name || facts?.name || null;
  }
}

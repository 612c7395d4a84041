import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../core/clock.ts';
import { ScreenError } from '../../core/views/screen.ts';
import { ShortMemory } from './short-memory.ts';
import { asked, refusalOf } from './slack-refusal.ts';

const REMEMBER_MS = 30_000;

/** Where the bot may write: it joins public channels by itself, and must be invited to all others. */
export class Membership {
  readonly #web: WebClient;
  readonly #known: ShortMemory<boolean>;

  constructor(web: WebClient, clock: Clock) {
    this.#web = web;
    this.#known = new ShortMemory(clock, REMEMBER_MS);
  }

  /**
   * Joins the channel if need be. False when the bot is outside and cannot enter.
   * @throws ScreenError when Slack does not say
   */
  async enter(channel: string): Promise<boolean> {
    const inside = await this.#known.get(channel, () => this.#enter(channel));
    // An invitation may come at any moment, and is asked about anew.
    if (!inside) this.#known.forget(channel);
    return inside;
  }

  /** Runs a call that needs the bot in the channel, and once more after joining when it turns out not to be in it. */
  async inside<T>(channel: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (refusalOf(error) !== 'not_in_channel') throw error;
      this.#known.forget(channel);
      if (!(await this.enter(channel))) throw error;
      return call();
    }
  }

  async #enter(channel: string): Promise<boolean> {
    try {
      const { channel: facts } = await asked('conversations.info', this.#web.conversations.info({ channel }));
      if (facts?.is_member || facts?.is_im || facts?.is_mpim) return true;
      if (facts?.is_private) return false;
      await asked('conversations.join', this.#web.conversations.join({ channel }));
      return true;
    } catch (error) {
      if (error instanceof ScreenError && !error.retryable) return false;
      throw error;
    }
  }
}

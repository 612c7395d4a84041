import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock, Millis } from '../../core/clock.ts';
import type { People } from './people.ts';
import { ShortMemory } from './short-memory.ts';
import { hasBytes, isVideo, type SlackFile, slackFile, toSource } from './slack-file.ts';
import { asked, refusalOf } from './slack-refusal.ts';

/** A clip that a form offers. */
export interface OfferedClip {
  ref: string;
  name: string;
  bytes: number | null;
  /** Who posted it, as people see the name. */
  by: string | null;
  at: Millis | null;
}

export function offeredClip(file: SlackFile, by: string | null): OfferedClip {
  return { ...toSource(file), by, at: file.created ? file.created * 1000 : null };
}

const MOST = 10;
/** files.list is Tier 3: people who type /edit in the same moment share one call. */
const REMEMBER_MS = 5_000;
const LOOK_AT = 100;

/** The clips that were lately posted in a channel. */
export class RecentClips {
  readonly #web: WebClient;
  readonly #people: People;
  readonly #lists: ShortMemory<SlackFile[]>;

  constructor(web: WebClient, people: People, clock: Clock) {
    this.#web = web;
    this.#people = people;
    this.#lists = new ShortMemory(clock, REMEMBER_MS);
  }

  /**
   * At most ten, those of `person` first, then the newest first.
   * @throws ScreenError
   */
  async inChannel(channel: string, person: string): Promise<OfferedClip[]> {
    const files = await this.#lists.get(channel, () => this.#list(channel));
    const [own, others] = [
      files.filter(({ user }) => user === person),
      files.filter(({ user }) => user !== person),
    ];
    const recent = [...own, ...others].slice(0, MOST);
    const names = await Promise.all(recent.map(({ user }) => (user ? this.#people.name(user) : null)));
    return recent.map((file, index) => offeredClip(file, names[index] ?? null));
  }

  async #list(channel: string): Promise<SlackFile[]> {
    // `videos` works but is not in the documentation's list of types, so its loss is survived.
    const { files } = await this.#ask(channel, 'videos').catch((error: unknown) => {
      if (refusalOf(error) === 'unknown_type') return this.#ask(channel, 'all');
      throw error;
    });
    return z
      .array(slackFile)
      .parse(files ?? [])
      .filter((file) => hasBytes(file) && isVideo(file))
      .sort((a, b) => (b.created ?? 0) - (a.created ?? 0));
  }

  #ask(channel: string, types: string) {
    return asked('files.list', this.#web.files.list({ channel, types, count: LOOK_AT }));
  }
}

import type { Logger } from 'pino';
import type { Clock, Millis } from '../clock.ts';
import type { WaitingNotice } from '../store/settings-record.ts';
import type { Store } from '../store/store.ts';
import { type Screen, ScreenError } from './screen.ts';

interface Parts {
  store: Pick<Store, 'waitingNotices' | 'forgetNotice'>;
  screens: ReadonlyMap<string, Pick<Screen, 'announce'>>;
  clock: Clock;
  logger: Logger;
}

const AT_ONCE = 50;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * Tells channels what they are still to be told, in order, and again until the platform takes it or never will. Whether an
 * earlier attempt got through, perhaps of a process that has died since, is seen in the channel.
 */
export class Announcements {
  readonly #parts: Parts;
  /** Channels that are left alone for a while, because their platform did not take a notice. */
  readonly #later = new Map<string, { at: Millis; failures: number }>();
  readonly #busy = new Map<string, Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Does nothing while the last call for this platform is under way. Never rejects. */
  tell(platform: string): void {
    if (this.#busy.has(platform)) return;
    const telling = this.#tellAll(platform)
      .catch((error: unknown) => {
        this.#parts.logger.error({ platform, err: error }, 'could not look for what channels are to be told');
      })
      .finally(() => this.#busy.delete(platform));
    this.#busy.set(platform, telling);
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#busy.values());
  }

  async #tellAll(platform: string): Promise<void> {
    const { store, clock } = this.#parts;
    for (const notice of await store.waitingNotices(platform, AT_ONCE)) {
      const waits = this.#later.get(channelOf(notice));
      if (!waits || waits.at <= clock.now()) await this.#tellOne(notice);
    }
  }

  async #tellOne(notice: WaitingNotice): Promise<void> {
    const { store, screens, clock, logger } = this.#parts;
    const { id, place, line, at } = notice;
    const channel = channelOf(notice);
    try {
      const whole = { ...place, thread: null, message: null };
      await screens.get(place.platform)?.announce(whole, { nonce: id, maybeSince: at, line, files: [] });
      this.#later.delete(channel);
    } catch (error) {
      const passes = !(error instanceof ScreenError) || error.retryable;
      logger.warn({ place, passes, err: error }, 'a channel could not be told of a change');
      if (passes) {
        const failures = (this.#later.get(channel)?.failures ?? 0) + 1;
        const asked = error instanceof ScreenError ? error.retryAfterMs : null;
        const wait = asked ?? Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
        this.#later.set(channel, { at: clock.now() + wait, failures });
        return;
      }
    }
    await store.forgetNotice(id);
  }
}

function channelOf({ place: { platform, team, channel } }: WaitingNotice): string {
  return `${platform} ${team} ${channel}`;
}

import { SnowflakeUtil } from 'discord.js';
import { type Clock, type Millis, systemClock } from '../../core/clock.ts';
import { ScreenError } from '../../core/views/screen.ts';

/** A clock need not move more often than this. */
const HEARTBEAT_GAP_MS = 5000;
/** Discord allows far fewer edits of messages older than an hour (30046), and does not say how many. */
const OLD_MS = 60 * 60_000;
const OLD_HEARTBEAT_GAP_MS = 60_000;
const REMEMBERED = 1000;

interface Track {
  /** The last edit that was sent, settled or not; never rejects. */
  last: Promise<unknown>;
  underway: number;
  /** No heartbeats before this time. */
  quietUntil: Millis;
}

/**
 * Paces the edits of single messages. The library sends what it is given one after the other and drops nothing, so it
 * is never given a second edit of a message while one is on its way: changes wait here, heartbeats are dropped.
 */
export class Pace {
  readonly #tracks = new Map<string, Track>();
  readonly #clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** A message was just posted: its clock is fresh. */
  posted(message: string): void {
    this.#trackOf(message).quietUntil = this.#clock.now() + this.#gapOf(message);
  }

  /** Rejects as `send` does, except for a heartbeat that Discord has no room for: that one is skipped. */
  async run(
    message: string,
    urgency: 'change' | 'heartbeat',
    send: () => Promise<void>,
  ): Promise<'shown' | 'skipped'> {
    const track = this.#trackOf(message);
    if (urgency === 'heartbeat' && (track.underway > 0 || track.quietUntil > this.#clock.now()))
      return 'skipped';
    const sent = track.last.then(send);
    track.last = sent.catch(() => undefined);
    track.underway += 1;
    try {
      await sent;
      track.quietUntil = this.#clock.now() + this.#gapOf(message);
      return 'shown';
    } catch (error) {
      if (!(error instanceof ScreenError) || error.code !== 'rate_limited') throw error;
      track.quietUntil = this.#clock.now() + Math.max(error.retryAfterMs ?? 0, this.#gapOf(message));
      if (urgency === 'change') throw error;
      return 'skipped';
    } finally {
      track.underway -= 1;
    }
  }

  #trackOf(message: string): Track {
    const known = this.#tracks.get(message);
    if (known) return known;
    const track: Track = { last: Promise.resolve(), underway: 0, quietUntil: 0 };
    this.#tracks.set(message, track);
    this.#forgetOldest();
    return track;
  }

  #forgetOldest(): void {
    for (const [message, { underway }] of this.#tracks) {
      if (this.#tracks.size <= REMEMBERED) return;
      if (underway === 0) this.#tracks.delete(message);
    }
  }

  #gapOf(message: string): Millis {
    const age = this.#clock.now() - SnowflakeUtil.timestampFrom(message);
    return age < OLD_MS ? HEARTBEAT_GAP_MS : OLD_HEARTBEAT_GAP_MS;
  }
}

import type { Clock } from '../../../core/clock.ts';

const DISCORD_EPOCH_MS = 1_420_070_400_000;

/**
 * Discord ids: a decimal string whose upper bits are the time. Always rising, 17–19 digits as long as the
 * clock reads 2016 or later: discord.js takes shorter ids for something else when it groups routes.
 */
export class Snowflakes {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const byTime = BigInt(Math.floor(this.#clock.now()) - DISCORD_EPOCH_MS) << 22n;
    this.#last = byTime > this.#last ? byTime : this.#last + 1n;
    return String(this.#last);
  }
}

/** Whether `a` was given out before `b`. */
export function isOlder(a: string, b: string): boolean {
  return BigInt(a) < BigInt(b);
}

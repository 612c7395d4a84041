import type { Clock } from '../../../core/clock.ts';

const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** Below the time. */
const TIME_BITS = 22n;

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
    const byTime = BigInt(Math.floor(this.#clock.now()) - DISCORD_EPOCH_MS) << TIME_BITS;
    this.#last = byTime > this.#last ? byTime : this.#last + 1n;
    return String(this.#last);
  }

  /** One that lies on this of so many shards, were it a guild's. */
  nextOn(shard: number, of: number): string {
    this.next();
    while (shardOf(String(this.#last), of) !== shard) this.#last += 1n << TIME_BITS;
    return String(this.#last);
  }
}

/** Which of so many shards hears of a guild, as Discord computes it. */
export function shardOf(guildId: string, of: number): number {
  return Number((BigInt(guildId) >> TIME_BITS) % BigInt(of));
}

/** Whether `a` was given out before `b`. */
export function isOlder(a: string, b: string): boolean {
  return BigInt(a) < BigInt(b);
}

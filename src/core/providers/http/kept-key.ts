import type { Clock, Millis } from '../../clock.ts';

/** A key that nothing fits any more may have been replaced; it is asked for anew at most this often. */
const AGAIN_MS = 60_000;

interface Kept<K> {
  key: Promise<K>;
  at: Millis;
}

/** What signatures are checked by, fetched when it is first needed and kept for a while. */
export class KeptKey<K> {
  readonly #fetch: (signal: AbortSignal) => Promise<K>;
  readonly #keepMs: Millis;
  readonly #clock: Clock;
  #kept: Kept<K> | null = null;

  constructor(fetch: (signal: AbortSignal) => Promise<K>, keepMs: Millis, clock: Clock) {
    this.#fetch = fetch;
    this.#keepMs = keepMs;
    this.#clock = clock;
  }

  /**
   * Whether the key, or one that has taken its place since it was fetched, passes.
   * Rejects as the fetching does; what is kept already stays.
   */
  async passes(check: (key: K) => boolean, signal: AbortSignal): Promise<boolean> {
    const now = this.#clock.now();
    const isFresh = this.#kept !== null && now - this.#kept.at < this.#keepMs;
    const kept = isFresh && this.#kept ? this.#kept : this.#renew(signal);
    if (check(await kept.key)) return true;
    // Whoever asked at the same moment has it renewed already.
    const latest = this.#kept;
    if (latest !== null && latest !== kept) return check(await latest.key);
    return now - kept.at >= AGAIN_MS && check(await this.#renew(signal).key);
  }

  #renew(signal: AbortSignal): Kept<K> {
    const before = this.#kept;
    const renewed = { key: this.#fetch(signal), at: this.#clock.now() };
    this.#kept = renewed;
    renewed.key.catch(() => {
      if (this.#kept === renewed) this.#kept = before;
    });
    return renewed;
  }
}

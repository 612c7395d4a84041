import type { Clock, Millis } from '../../clock.ts';

/** A key that nothing fits any more may have been replaced; it is asked for anew at most this often. */
const AGAIN_MS = 60_000;

/** What signatures are checked by, fetched when it is first needed and kept for a while. */
export class KeptKey<K> {
  readonly #fetch: (signal: AbortSignal) => Promise<K>;
  readonly #keepMs: Millis;
  readonly #clock: Clock;
  #kept: { key: Promise<K>; at: Millis } | null = null;

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
    const age = this.#clock.now() - (this.#kept?.at ?? 0);
    const kept = this.#kept && age < this.#keepMs ? this.#kept.key : this.#renew(signal);
    if (check(await kept)) return true;
    return this.#kept !== null && age >= AGAIN_MS && check(await this.#renew(signal));
  }

  #renew(signal: AbortSignal): Promise<K> {
    const before = this.#kept;
    const renewed = { key: this.#fetch(signal), at: this.#clock.now() };
    this.#kept = renewed;
    renewed.key.catch(() => {
      if (this.#kept === renewed) this.#kept = before;
    });
    return renewed.key;
  }
}

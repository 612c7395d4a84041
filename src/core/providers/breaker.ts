import type { Clock, Millis } from '../clock.ts';
import { ProviderError } from './provider-error.ts';

/** So many calls in a row that reach nobody, and the next ones are not even tried for a while. */
const OPENS_AFTER = 5;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 120_000;

/**
 * Spares a provider that cannot be reached, and whoever waits for it: after repeated failures calls fail at once until a
 * pause is over; then a single one tries, and its outcome decides for all.
 */
export class Breaker {
  readonly #name: string;
  readonly #clock: Clock;
  #failures = 0;
  #pauseMs = FIRST_PAUSE_MS;
  /** Null while it is closed. */
  #until: Millis | null = null;
  #isTried = false;

  constructor(name: string, clock: Clock) {
    this.#name = name;
    this.#clock = clock;
  }

  /** Milliseconds until a call may be tried; 0 when now. */
  get waitMs(): Millis {
    if (this.#until === null) return 0;
    const left = this.#until - this.#clock.now();
    return left > 0 ? left : this.#isTried ? FIRST_PAUSE_MS : 0;
  }

  /**
   * Makes the call, unless the circuit is open.
   * @throws ProviderError `provider_down`, retryable after the pause, when it is.
   */
  async through<T>(call: () => Promise<T>): Promise<T> {
    const retryAfterMs = this.waitMs;
    if (retryAfterMs > 0) {
      throw new ProviderError('provider_down', `${this.#name} was not reached lately, and is left alone`, {
        retryAfterMs,
      });
    }
    const isTrial = this.#until !== null;
    this.#isTried = isTrial;
    try {
      const result = await call();
      this.#close();
      return result;
    } catch (error) {
      if (!(error instanceof ProviderError)) this.#isTried = false;
      else if (error.code === 'provider_down') this.#fail(isTrial);
      else this.#close();
      throw error;
    }
  }

  #close(): void {
    this.#failures = 0;
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#until = null;
    this.#isTried = false;
  }

  #fail(isTrial: boolean): void {
    this.#failures += 1;
    this.#isTried = false;
    if (!isTrial && this.#failures < OPENS_AFTER) return;
    this.#until = this.#clock.now() + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

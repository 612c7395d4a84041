/**
 * Makes ids and timestamps in Slack's shapes, each greater than the one before, also when the clock stands
 * still or steps back.
 */
export class Ids {
  #now: () => number;
  #lastSecond = 0;
  #tick = 0;
  #lastId = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A message timestamp such as `1763781234.000100`: whole seconds, then a counter in the second. */
  ts(): string {
    const second = Math.floor(this.#now() / 1000);
    if (second > this.#lastSecond) {
      this.#lastSecond = second;
      this.#tick = 0;
    }
    this.#tick += 100;
    if (this.#tick > 999_900) {
      this.#lastSecond += 1;
      this.#tick = 100;
    }
    return `${this.#lastSecond}.${String(this.#tick).padStart(6, '0')}`;
  }

  /** An id such as `F0HL3K2M9Q4`: the given prefix, then capitals and digits. */
  next(prefix: string): string {
    this.#lastId = Math.max(this.#now() * 1000, this.#lastId + 1);
    return `${prefix}0${this.#lastId.toString(36).toUpperCase()}`;
  }
}

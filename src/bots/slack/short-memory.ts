import type { Clock, Millis } from '../../core/clock.ts';

/** How many answers one memory holds; the oldest go first. */
const MOST = 1_000;

/**
 * Remembers answers of Slack for a while, so that many people who ask at once share one call. A failed call is not
 * remembered.
 */
export class ShortMemory<T> {
  readonly #clock: Clock;
  readonly #forMs: number;
  readonly #answers = new Map<string, { at: Millis; answer: Promise<T> }>();

  constructor(clock: Clock, forMs: number) {
    this.#clock = clock;
    this.#forMs = forMs;
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known && known.at > this.#clock.now() - this.#forMs) return known.answer;
    const answer = ask();
    this.#remember(key, answer);
    return answer;
  }

  forget(key: string): void {
    this.#answers.delete(key);
  }

  #remember(key: string, answer: Promise<T>): void {
    this.#answers.delete(key);
    this.#answers.set(key, { at: this.#clock.now(), answer });
    answer.catch(() => {
      if (this.#answers.get(key)?.answer === answer) this.#answers.delete(key);
    });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST && oldest !== undefined) this.#answers.delete(oldest);
  }
}

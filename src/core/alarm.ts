import type { Millis } from './clock.ts';

/** A sleep that can be cut short. A ring while nobody sleeps ends the next sleep at once, so none is missed. */
export class Alarm {
  #rung = Promise.withResolvers<void>();

  ring(): void {
    this.#rung.resolve();
  }

  /** Until it rings or the time is over. */
  async sleep(time: Millis): Promise<void> {
    const timer = setTimeout(() => this.ring(), time);
    await this.#rung.promise;
    clearTimeout(timer);
    this.#rung = Promise.withResolvers();
  }
}

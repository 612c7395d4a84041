import type { View, Views } from './views.ts';

/** Lets one wait for the modal that the app opens next for a person; each is handed out once. */
export class WaitingViews {
  readonly #views: Views;
  readonly #person: string;
  readonly #handedOut = new Set<string>();
  #subscribe: (listener: () => void) => () => void;

  constructor(views: Views, person: string, subscribe: (listener: () => void) => () => void) {
    this.#views = views;
    this.#person = person;
    this.#subscribe = subscribe;
  }

  /**
   * The modal on top, if it was not handed out before, or else the next one that opens.
   *
   * @throws Error when none opened in time
   */
  next(timeoutMs: number): Promise<View> {
    const there = this.#take();
    if (there) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        unsubscribe();
        reject(new Error(`No modal was opened for ${this.#person} within ${timeoutMs} ms.`));
      };
      const timer = setTimeout(giveUp, timeoutMs);
      const unsubscribe = this.#subscribe(() => {
        const view = this.#take();
        if (!view) return;
        clearTimeout(timer);
        unsubscribe();
        resolve(view);
      });
    });
  }

  #take(): View | undefined {
    const top = this.#views.stack(this.#person).at(-1);
    if (!top || this.#handedOut.has(top.id)) return undefined;
    this.#handedOut.add(top.id);
    return top;
  }
}

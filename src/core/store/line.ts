/** Lets one in at a time, in the order they came. */
export class Line {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when everybody who came before has left. Whoever came must leave, by calling what it resolves with. */
  async join(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    return resolve;
  }
}

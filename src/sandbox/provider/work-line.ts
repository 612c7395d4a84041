interface WorkLineOptions {
  /** How many are worked on at once, asked anew each time. */
  places(): number;
  work(id: string): Promise<void>;
  signal: AbortSignal;
}

/** Predictions that wait, and are taken up a few at a time in the order they came. */
export class WorkLine {
  readonly #options: WorkLineOptions;
  readonly #waiting: string[] = [];
  readonly #working = new Set<Promise<void>>();

  constructor(options: WorkLineOptions) {
    this.#options = options;
  }

  enqueue(id: string): void {
    this.#waiting.push(id);
    this.#fill();
  }

  /** How many wait before this one; -1 when it does not wait (any more). */
  placeOf(id: string): number {
    return this.#waiting.indexOf(id);
  }

  /** Takes one out that still waits; false when it does not. */
  withdraw(id: string): boolean {
    const place = this.placeOf(id);
    if (place >= 0) this.#waiting.splice(place, 1);
    return place >= 0;
  }

  /** Resolves when nothing is worked on any more; abort the signal first. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#working);
  }

  #fill(): void {
    const { signal, places, work } = this.#options;
    while (!signal.aborted && this.#working.size < places()) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      const working = work(id).finally(() => {
        this.#working.delete(working);
        this.#fill();
      });
      this.#working.add(working);
    }
  }
}

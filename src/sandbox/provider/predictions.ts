/** Called with each prediction as it is after a change. */
type Listener<P> = (prediction: P) => void;

/** All predictions of a stand-in, oldest first, and whoever wants to know of their changes. */
export class Predictions<P extends { readonly id: string }> {
  readonly #byId = new Map<string, P>();
  readonly #listeners = new Set<Listener<P>>();
  readonly #isOver: (prediction: P) => boolean;

  constructor(isOver: (prediction: P) => boolean) {
    this.#isOver = isOver;
  }

  add(prediction: P): P {
    return this.#put(prediction);
  }

  change(id: string, change: Partial<P>): P {
    const before = this.#byId.get(id);
    if (!before) throw new Error(`There is no prediction ${id}`);
    return this.#put({ ...before, ...change });
  }

  get(id: string): P | undefined {
    return this.#byId.get(id);
  }

  all(): P[] {
    return [...this.#byId.values()];
  }

  /** Calls `listener` after every change; the answer stops it. */
  onChange(listener: Listener<P>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once the prediction is over, or after `deadlineMs`, with its state then. */
  async over(id: string, deadlineMs: number): Promise<P | undefined> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = this.onChange((changed) => changed.id === id && this.#isOver(changed) && resolve());
    const timer = setTimeout(resolve, deadlineMs).unref();
    const now = this.get(id);
    if (now && this.#isOver(now)) resolve();
    await promise;
    clearTimeout(timer);
    stop();
    return this.get(id);
  }

  #put(prediction: P): P {
    this.#byId.set(prediction.id, prediction);
    for (const listener of this.#listeners) listener(prediction);
    return prediction;
  }
}

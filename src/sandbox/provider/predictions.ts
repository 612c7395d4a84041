import { randomBytes } from 'node:crypto';
import { isOver, type Prediction } from './prediction.ts';

export type PredictionListener = (prediction: Prediction) => void;
type Submitted = Pick<Prediction, 'model' | 'input' | 'webhook' | 'priceMicros'>;

/** All predictions of a stand-in, oldest first, and whoever wants to know of their changes. */
export class Predictions {
  readonly #byId = new Map<string, Prediction>();
  readonly #listeners = new Set<PredictionListener>();

  create(submitted: Submitted): Prediction {
    return this.#put({
      ...submitted,
      id: randomBytes(16).toString('hex'),
      status: 'created',
      outputs: [],
      hasNsfwContents: [],
      code: 0,
      error: '',
      createdAt: Date.now(),
      startedAt: undefined,
      endedAt: undefined,
    });
  }

  change(id: string, change: Partial<Prediction>): Prediction {
    const before = this.#byId.get(id);
    if (!before) throw new Error(`There is no prediction ${id}`);
    return this.#put({ ...before, ...change });
  }

  get(id: string): Prediction | undefined {
    return this.#byId.get(id);
  }

  all(): Prediction[] {
    return [...this.#byId.values()];
  }

  /** Calls `listener` after every change; the answer stops it. */
  onChange(listener: PredictionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once the prediction is over, or after `deadlineMs`, with its state then. */
  async over(id: string, deadlineMs: number): Promise<Prediction | undefined> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = this.onChange((changed) => changed.id === id && isOver(changed) && resolve());
    const timer = setTimeout(resolve, deadlineMs).unref();
    const now = this.get(id);
    if (now && isOver(now)) resolve();
    await promise;
    clearTimeout(timer);
    stop();
    return this.get(id);
  }

  #put(prediction: Prediction): Prediction {
    this.#byId.set(prediction.id, prediction);
    for (const listener of this.#listeners) listener(prediction);
    return prediction;
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../provider/account.ts';
import type { Predictions } from '../provider/predictions.ts';
import type { TakeMaker } from '../provider/take-maker.ts';
import { WorkLine } from '../provider/work-line.ts';
import { type Ending, endingAskedFor, failureOf } from './ending.ts';
import type { Prediction } from './prediction.ts';
import type { Switches } from './switches.ts';

interface WorkshopParts {
  predictions: Predictions<Prediction>;
  account: Account;
  switches: Switches;
  takes: TakeMaker;
  signal: AbortSignal;
}

/** Works on requests, a few at a time, in the order they came. */
export class Workshop {
  readonly #parts: WorkshopParts;
  readonly #line: WorkLine;
  readonly #endings: Ending[] = [];

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
    const { switches, signal } = parts;
    this.#line = new WorkLine({ places: () => switches.concurrency, work: (id) => this.#work(id), signal });
  }

  /** The next request that is started ends this way. */
  endNext(ending: Ending): void {
    this.#endings.push(ending);
  }

  enqueue(id: string): void {
    this.#line.enqueue(id);
  }

  /** Resolves when nothing is worked on any more; abort the signal first. */
  idle(): Promise<void> {
    return this.#line.idle();
  }

  async #work(id: string): Promise<void> {
    const { predictions, switches, signal } = this.#parts;
    const startedAt = Date.now();
    const prediction = predictions.change(id, { status: 'PROCESSING', startedAt });
    try {
      const ending = await this.#ending(prediction);
      const left = switches.editMs - (Date.now() - startedAt);
      await delay(Math.max(0, left), undefined, { signal });
      this.#end(id, ending);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #ending({ id, input }: Prediction): Promise<Ending> {
    const { takes, signal } = this.#parts;
    const asked = this.#endings.shift() ?? endingAskedFor(input.prompt);
    if (asked && asked.kind !== 'edited') return asked;
    const { prompt, video_url: video, image_urls: named, elements, keep_audio: keepSound } = input;
    const images = [...named, ...elements.flatMap((element) => element.frontal_image_url ?? [])];
    try {
      await takes.make(id, { prompt, video, images, keepSound });
      return { kind: 'edited' };
    } catch (error) {
      signal.throwIfAborted();
      return failureOf(error);
    }
  }

  /** Only requests that succeed are charged. */
  #end(id: string, ending: Ending): void {
    const { predictions, account } = this.#parts;
    const endedAt = Date.now();
    if (ending.kind === 'failed') predictions.change(id, { status: 'FAILED', error: ending.error, endedAt });
    if (ending.kind === 'edited') account.charge(predictions.change(id, { status: 'COMPLETED', endedAt }));
  }
}

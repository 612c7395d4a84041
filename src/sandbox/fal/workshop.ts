import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../provider/account.ts';
import type { InputMedia } from '../provider/input-media.ts';
import type { Predictions } from '../provider/predictions.ts';
import type { TakeMaker } from '../provider/take-maker.ts';
import { WorkLine } from '../provider/work-line.ts';
import type { EditInput } from './edit-input.ts';
import { CANCELLED, type Ending, endingAskedFor, failureOf } from './ending.ts';
import type { Prediction } from './prediction.ts';
import type { SoldModel } from './sold-model.ts';
import type { Switches } from './switches.ts';

export interface WorkshopParts {
  predictions: Predictions<Prediction>;
  account: Account;
  media: InputMedia;
  models: readonly SoldModel[];
  switches: Switches;
  takes: TakeMaker;
  onEnd: (prediction: Prediction) => void;
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

  /** How many wait before it. */
  placeOf(id: string): number {
    return Math.max(this.#line.placeOf(id), 0);
  }

  /** Ends a request that still waits; false when it does not. */
  cancel(id: string): boolean {
    if (!this.#line.withdraw(id)) return false;
    const { predictions, onEnd } = this.#parts;
    onEnd(predictions.change(id, { status: 'COMPLETED', failure: CANCELLED, endedAt: Date.now() }));
    return true;
  }

  /** Resolves when nothing is worked on any more; abort the signal first. */
  idle(): Promise<void> {
    return this.#line.idle();
  }

  async #work(id: string): Promise<void> {
    const { predictions, switches, signal } = this.#parts;
    const prediction = predictions.change(id, { status: 'IN_PROGRESS', startedAt: Date.now() });
    const editMs = switches.editMsOf[prediction.model] ?? switches.editMs;
    try {
      const ending = await this.#ending(prediction);
      const left = Date.now() - (prediction.startedAt ?? 0);
      await delay(Math.max(0, editMs - left), undefined, { signal });
      if (ending.kind !== 'stuck') await this.#end(prediction, ending);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #ending({ id, input }: Prediction): Promise<Ending> {
    if ('kind' in input) return input;
    const { takes, signal } = this.#parts;
    const asked = this.#endings.shift() ?? endingAskedFor(input.prompt);
    if (asked && asked.kind !== 'edited') return asked;
    try {
      const { prompt, video_url: video, keep_audio: keepSound } = input;
      await takes.make(id, { prompt, video, images: imagesOf(input), keepSound });
      return { kind: 'edited' };
    } catch (error) {
      signal.throwIfAborted();
      return failureOf(error);
    }
  }

  async #end(prediction: Prediction, ending: Exclude<Ending, { kind: 'stuck' }>): Promise<void> {
    const { predictions, account, onEnd } = this.#parts;
    const isEdited = ending.kind === 'edited';
    const over = predictions.change(prediction.id, {
      status: 'COMPLETED',
      failure: isEdited ? null : ending,
      priceMicros: isEdited ? await this.#priceOf(prediction) : 0,
      endedAt: Date.now(),
    });
    if (isEdited) account.charge(over);
    onEnd(over);
  }

  async #priceOf({ model, input }: Prediction): Promise<number> {
    const { models, media } = this.#parts;
    const rate = models.find(({ id }) => id === model)?.perSecondMicros ?? 0;
    const seconds = 'kind' in input ? 0 : await media.secondsOf(input.video_url);
    return Math.round((seconds ?? 0) * rate);
  }
}

function imagesOf({ image_urls: images, elements }: EditInput): string[] {
  return [...images, ...elements.flatMap(({ frontal_image_url: face }) => (face ? [face] : []))];
}

import type { Account } from '../provider/account.ts';
import type { InputMedia } from '../provider/input-media.ts';
import type { Predictions } from '../provider/predictions.ts';
import type { TakeMaker } from '../provider/take-maker.ts';
import { WorkLine } from '../provider/work-line.ts';
import { type Ending, endingAskedFor, failureOf } from './ending.ts';
import type { Prediction } from './prediction.ts';
import { priceOf, type SoldModel } from './sold-model.ts';
import type { Switches } from './switches.ts';

export interface WorkshopParts {
  predictions: Predictions<Prediction>;
  account: Account;
  media: InputMedia;
  models: readonly SoldModel[];
  switches: Switches;
  takes: TakeMaker;
  /** The address under which takes are served. */
  outputsUrl: string;
  onEnd: (prediction: Prediction) => void;
  /** Lets so many milliseconds of an edit pass. */
  pass: (ms: number, signal: AbortSignal) => Promise<unknown>;
  signal: AbortSignal;
}

/** Works on predictions, a few at a time, in the order they came. */
export class Workshop {
  readonly #parts: WorkshopParts;
  readonly #line: WorkLine;
  readonly #endings: Ending[] = [];

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
    const { switches, signal } = parts;
    this.#line = new WorkLine({ places: () => switches.concurrency, work: (id) => this.#work(id), signal });
  }

  /** The next prediction that is started ends this way. */
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
    const { predictions, switches, pass, signal } = this.#parts;
    const prediction = predictions.change(id, { status: 'processing', startedAt: Date.now() });
    const editMs = switches.editMsOf[prediction.model] ?? switches.editMs;
    try {
      const ending = await this.#ending(prediction);
      const left = Date.now() - (prediction.startedAt ?? 0);
      await pass(Math.max(0, editMs - left), signal);
      await this.#end(prediction, ending);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #ending({ id, input }: Prediction): Promise<Ending> {
    const { takes, signal } = this.#parts;
    const asked = this.#endings.shift() ?? endingAskedFor(input.prompt);
    if (asked && asked.status !== 'completed') return asked;
    try {
      await takes.make(id, { ...input, keepSound: input.keep_original_sound });
      return { status: 'completed' };
    } catch (error) {
      signal.throwIfAborted();
      return failureOf(error);
    }
  }

  async #end({ id, model, input }: Prediction, ending: Ending): Promise<void> {
    if (ending.status === 'stuck') return;
    const { predictions, account, media, models, switches, outputsUrl, onEnd } = this.#parts;
    const done = ending.status === 'completed';
    const sold = models.find((each) => each.id === model);
    const priceMicros = done && sold ? priceOf(sold, await media.secondsOf(input.video)) : 0;
    const prediction = predictions.change(id, {
      status: ending.status,
      priceMicros,
      endedAt: Date.now(),
      code: 'code' in ending ? ending.code : 0,
      error: 'error' in ending ? (ending.error ?? '') : '',
      ...(done && {
        outputs: [`${outputsUrl}/${id}.mp4`],
        hasNsfwContents: switches.nsfw === null ? null : [switches.nsfw],
      }),
    });
    if (done) account.charge(prediction);
    onEnd(prediction);
  }
}

import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EditClip } from '../effects/edit-clip.ts';
import type { Account } from './account.ts';
import { type Ending, EXECUTION_FAILED, endingAskedFor } from './ending.ts';
import type { InputMedia } from './input-media.ts';
import type { Prediction } from './prediction.ts';
import type { Predictions } from './predictions.ts';
import { priceOf, type SoldModel } from './sold-model.ts';
import type { Switches } from './switches.ts';
import { TaskFailure } from './task-failure.ts';
import { checkClip, checkImage } from './upstream-limits.ts';

export interface WorkshopParts {
  predictions: Predictions;
  account: Account;
  media: InputMedia;
  models: readonly SoldModel[];
  switches: Switches;
  edit: EditClip;
  /** Where takes are kept, each as `<prediction>.mp4`. */
  dir: string;
  /** The address under which takes are served. */
  outputsUrl: string;
  onEnd: (prediction: Prediction) => void;
  signal: AbortSignal;
}

/** Works on predictions, a few at a time, in the order they came. */
export class Workshop {
  readonly #parts: WorkshopParts;
  readonly #waiting: string[] = [];
  readonly #working = new Set<Promise<void>>();
  readonly #endings: Ending[] = [];

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
  }

  /** The next prediction that is started ends this way. */
  endNext(ending: Ending): void {
    this.#endings.push(ending);
  }

  enqueue(id: string): void {
    this.#waiting.push(id);
    this.#fill();
  }

  /** Resolves when nothing is worked on any more; abort the signal first. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#working);
  }

  #fill(): void {
    const { signal, switches } = this.#parts;
    while (!signal.aborted && this.#working.size < switches.concurrency) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      const work = this.#work(id).finally(() => {
        this.#working.delete(work);
        this.#fill();
      });
      this.#working.add(work);
    }
  }

  async #work(id: string): Promise<void> {
    const { predictions, switches, signal } = this.#parts;
    const prediction = predictions.change(id, { status: 'processing', startedAt: Date.now() });
    const editMs = switches.editMsOf[prediction.model] ?? switches.editMs;
    try {
      const ending = await this.#ending(prediction);
      const left = Date.now() - (prediction.startedAt ?? 0);
      await delay(Math.max(0, editMs - left), undefined, { signal });
      await this.#end(prediction, ending);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #ending(prediction: Prediction): Promise<Ending> {
    const { signal } = this.#parts;
    const asked = this.#endings.shift() ?? endingAskedFor(prediction.input.prompt);
    if (asked && asked.status !== 'completed') return asked;
    try {
      await this.#makeTake(prediction);
      return { status: 'completed' };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TaskFailure) return { status: 'failed', code: error.code, error: error.message };
      return { status: 'failed', code: EXECUTION_FAILED, error: `Task execution failed: ${String(error)}` };
    }
  }

  async #makeTake({ id, input }: Prediction): Promise<void> {
    const { media, edit, dir, signal } = this.#parts;
    const clip = await media.clip(input.video);
    checkClip(clip.facts);
    const images = await Promise.all(input.images.map((url) => media.file(url, 'image')));
    await Promise.all(images.map(checkImage));
    const take = path.join(dir, `${id}.mp4`);
    const { prompt, keep_original_sound: keepSound } = input;
    await edit({ clip: clip.path, take, prompt, images, keepSound }, signal);
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

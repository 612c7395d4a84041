import { dollarsToMicros, type Micros } from '../money/micros.ts';
import type { PredictionStatus, Provider, ProviderFile, Submission, SubmitOutcome } from './provider.ts';
import { Credits } from './segmind/answers.ts';
import { SegmindApi, type SegmindOptions, understood } from './segmind/api.ts';
import { inputOf } from './segmind/input.ts';
import { read } from './segmind/read.ts';
import { upload } from './segmind/upload.ts';

const BALANCE = 'tell the balance';

/** Segmind (https://docs.segmind.com), by its asynchronous API. It charges for requests that succeed. */
export class Segmind implements Provider {
  readonly name = 'segmind';
  readonly title = 'Segmind';
  readonly #api: SegmindApi;

  constructor(options: SegmindOptions) {
    this.#api = new SegmindApi(options);
  }

  upload(file: ProviderFile, signal: AbortSignal): Promise<string> {
    return upload(this.#api, file, signal);
  }

  /** There is no address that names a price. */
  async price(): Promise<null> {
    return null;
  }

  submit(submission: Submission, signal: AbortSignal): Promise<SubmitOutcome> {
    return this.#api.submit(submission.model.id, inputOf(submission), signal);
  }

  read(predictionId: string, signal: AbortSignal): Promise<PredictionStatus> {
    return read(this.#api, predictionId, signal);
  }

  /** There is no documented list that shows a request's inputs: a submission whose answer was lost is left to people. */
  async find(): Promise<readonly string[]> {
    return [];
  }

  /** One credit is one dollar. */
  async balance(signal: AbortSignal): Promise<Micros | null> {
    const reply = await this.#api.ask('/v1/get-user-credits', BALANCE, signal);
    const { credits, 'free-credits': free = 0 } = understood(reply, Credits, BALANCE);
    return dollarsToMicros(credits + free);
  }

  close(): Promise<void> {
    return this.#api.close();
  }
}

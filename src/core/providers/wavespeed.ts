import { type Millis, systemClock } from '../clock.ts';
import { dollarsToMicros, type Micros } from '../money/micros.ts';
import type { Model } from './model.ts';
import type {
  PredictionStatus,
  Provider,
  ProviderFile,
  Submission,
  SubmitOutcome,
  SubmittedPrediction,
} from './provider.ts';
import { Balance, PredictionAnswer, type Reply } from './wavespeed/answers.ts';
import { understood, WaveSpeedApi, type WaveSpeedOptions } from './wavespeed/api.ts';
import { chargedFor } from './wavespeed/bill.ts';
import { failureOf } from './wavespeed/errors.ts';
import { findPredictions } from './wavespeed/find.ts';
import { inputOf } from './wavespeed/input.ts';
import { livePrice } from './wavespeed/price.ts';
import { upload } from './wavespeed/upload.ts';
import { WaveSpeedWebhooks } from './wavespeed/webhook.ts';
import type { Webhook, WebhookCall } from './webhook.ts';

/** It keeps uploads for seven days; an edit may wait for a place, and be looked at by people, for one of them. */
const KEEPS_UPLOADS_MS = 6 * 24 * 3_600_000;

const LOOK = 'tell how an edit is going';

/** WaveSpeedAI (https://wavespeed.ai/docs). Failed predictions are refunded by it, so they cost nothing. */
export class WaveSpeed implements Provider {
  readonly name = 'wavespeed';
  readonly title = 'WaveSpeedAI';
  readonly keepsUploadsMs = KEEPS_UPLOADS_MS;
  readonly #api: WaveSpeedApi;
  readonly #webhooks: WaveSpeedWebhooks;

  constructor(options: WaveSpeedOptions) {
    this.#api = new WaveSpeedApi(options);
    this.#webhooks = new WaveSpeedWebhooks(this.#api, options.clock ?? systemClock);
  }

  upload(file: ProviderFile, signal: AbortSignal): Promise<string> {
    return upload(this.#api, file, signal);
  }

  hasUpload(address: string, signal: AbortSignal): Promise<boolean> {
    return this.#api.has(new URL(address), signal);
  }

  price(submission: Submission, signal: AbortSignal): Promise<Micros | null> {
    return livePrice(this.#api, submission, signal);
  }

  submit(submission: Submission, signal: AbortSignal): Promise<SubmitOutcome> {
    return this.#api.submit(submission.model.id, inputOf(submission), submission.webhook, signal);
  }

  async read(predictionId: string, signal: AbortSignal): Promise<PredictionStatus> {
    const path = `/predictions/${encodeURIComponent(predictionId)}`;
    const reply = await this.#look(`${path}/result`, signal);
    // The documentation names both addresses; whichever is gone one day, the other is asked before giving up.
    const second = reply.status === 404 ? await this.#look(path, signal) : reply;
    if (second.status === 404) return { kind: 'unknown' };
    return statusOf(understood(second, PredictionAnswer, LOOK));
  }

  find(submission: Submission, since: Millis, signal: AbortSignal): Promise<readonly string[]> {
    return findPredictions(this.#api, submission, since, signal);
  }

  readWebhook(call: WebhookCall, _model: Model, signal: AbortSignal): Promise<Webhook | null> {
    return this.#webhooks.read(call, signal);
  }

  charged(prediction: SubmittedPrediction, signal: AbortSignal): Promise<Micros | null> {
    return chargedFor(this.#api, prediction, signal);
  }

  async balance(signal: AbortSignal): Promise<Micros | null> {
    const question = { method: 'GET', path: '/balance', purpose: 'tell the balance' } as const;
    const { balance } = await this.#api.get(question, Balance, signal);
    return dollarsToMicros(balance);
  }

  close(): Promise<void> {
    return this.#api.close();
  }

  #look(path: string, signal: AbortSignal): Promise<Reply> {
    return this.#api.ask({ method: 'GET', path, purpose: LOOK }, signal);
  }
}

/** A status that is not known may be a new one on the way: nothing ends by it. */
function statusOf(prediction: PredictionAnswer): PredictionStatus {
  switch (prediction.status) {
    case 'completed':
      return { kind: 'completed', outputs: prediction.outputs, sensitive: prediction.has_nsfw_contents };
    case 'failed':
    case 'cancelled':
    case 'timeout':
      return { kind: 'failed', reason: failureOf(prediction) };
    // It may have been completed, and charged, before somebody deleted it.
    case 'deleted':
      return { kind: 'unknown' };
    default:
      return { kind: 'working' };
  }
}

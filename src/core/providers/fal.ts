import { systemClock } from '../clock.ts';
import type { Micros } from '../money/micros.ts';
import { CancelAnswer } from './fal/answers.ts';
import { FalApi, type FalOptions } from './fal/api.ts';
import { errorOf, nonsense } from './fal/errors.ts';
import { inputOf } from './fal/input.ts';
import { predictionIdOf } from './fal/prediction-id.ts';
import { readPrediction } from './fal/read.ts';
import { upload } from './fal/upload.ts';
import { FalWebhooks } from './fal/webhook.ts';
import type { Model } from './model.ts';
import type {
  CancelOutcome,
  PredictionStatus,
  Provider,
  ProviderFile,
  Submission,
  SubmitOutcome,
} from './provider.ts';
import type { Webhook, WebhookCall } from './webhook.ts';

/**
 * Uploads are kept as long as results (https://fal.ai/docs/documentation/model-apis/media-expiration): seven days or more
 * (https://docs.fal.ai/faq) unless the account is set otherwise. An edit may wait for one of them.
 */
const KEEPS_UPLOADS_MS = 6 * 24 * 3_600_000;

const CANCEL = 'cancel an edit';

/**
 * fal (https://fal.ai/docs), by its queue. A prediction's id is the path of its request on the queue. What fails by
 * fal's own fault costs nothing; of input that a model refuses, fal's FAQ says that it "may still be charged if a
 * runner spent GPU time".
 */
export class Fal implements Provider {
  readonly name = 'fal';
  readonly title = 'fal';
  readonly keepsUploadsMs = KEEPS_UPLOADS_MS;
  readonly #api: FalApi;
  readonly #webhooks: FalWebhooks;

  constructor(options: FalOptions) {
    this.#api = new FalApi(options);
    this.#webhooks = new FalWebhooks(this.#api, options.clock ?? systemClock);
  }

  upload(file: ProviderFile, signal: AbortSignal): Promise<string> {
    return upload(this.#api, file, signal);
  }

  hasUpload(address: string, signal: AbortSignal): Promise<boolean> {
    return this.#api.has(new URL(address), signal);
  }

  /** The queue names no prices. */
  async price(): Promise<Micros | null> {
    return null;
  }

  submit(submission: Submission, signal: AbortSignal): Promise<SubmitOutcome> {
    return this.#api.submit(submission.model.id, inputOf(submission), submission.webhook, signal);
  }

  read(predictionId: string, signal: AbortSignal): Promise<PredictionStatus> {
    return readPrediction(this.#api, predictionId, signal);
  }

  /**
   * The queue knows its requests by their ids alone, so a submission whose answer was lost is never found and stays for
   * a human, who sees it at https://fal.ai/dashboard/requests.
   */
  async find(): Promise<readonly string[]> {
    return [];
  }

  /** Its pages show the request's own id; the path of its request names the model's app as well. */
  idOf(said: string, { id }: Model): string {
    return said.includes('/') ? said : predictionIdOf({ request_id: said }, id, this.#api.queue);
  }

  readWebhook(call: WebhookCall, model: Model, signal: AbortSignal): Promise<Webhook | null> {
    return this.#webhooks.read(call, model, signal);
  }

  /** fal tells it to keys with administration rights only, which a bot should not have. */
  async balance(): Promise<Micros | null> {
    return null;
  }

  async cancel(predictionId: string, signal: AbortSignal): Promise<CancelOutcome> {
    const url = `${this.#api.queue}/${predictionId}/cancel`;
    const reply = await this.#api.ask({ method: 'PUT', url, purpose: CANCEL }, signal);
    const succeeded = reply.status >= 200 && reply.status < 300;
    switch (CancelAnswer.safeParse(reply.json).data?.status) {
      case 'OK':
        if (succeeded) return 'cancelled';
        break;
      case 'CANCELLATION_REQUESTED':
        return 'asked';
      case 'ALREADY_COMPLETED':
        return 'too_late';
      case 'NOT_FOUND':
        return 'unknown';
    }
    if (reply.status === 404) return 'unknown';
    throw succeeded ? nonsense(CANCEL) : errorOf(reply, CANCEL);
  }

  close(): Promise<void> {
    return this.#api.close();
  }
}

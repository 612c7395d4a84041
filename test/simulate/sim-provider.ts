import { type Micros, micros } from '../../src/core/money/micros.ts';
import { quoteFor } from '../../src/core/money/price.ts';
import type { PredictionStatus, Provider, Submission } from '../../src/core/providers/provider.ts';
import { jsonOf, type Webhook, type WebhookCall } from '../../src/core/providers/webhook.ts';
import type { Chance } from './chance.ts';
import { clipName } from './clip-address.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Prediction {
  id: string;
  /** The edit that was submitted, as its files tell. */
  edit: string;
  videoUrl: string;
  clipMs: number;
  price: Micros;
  readyAt: number;
  /** It comes to nothing: by itself, or because it was cancelled in time. */
  fails: boolean;
  /** The provider's own list never shows it. */
  hidden: boolean;
  /** Where it is to be told that it is done. */
  webhook: string | null;
}

/** What a webhook says, and whether the provider itself signed it. */
interface Said extends Webhook {
  signed: boolean;
}

/** A provider's side of the world: what was submitted there stays, whatever becomes of who sent it. */
export class SimProvider {
  readonly name: string;
  readonly predictions: Prediction[] = [];
  /** Nothing gets through to it. */
  isDown = false;
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #canCancel: boolean;
  #uploads = 0;

  constructor(name: string, time: VirtualTime, chance: Chance, canCancel: boolean) {
    this.name = name;
    this.#time = time;
    this.#chance = chance;
    this.#canCancel = canCancel;
  }

  /** What a process sees of it. `sent` hears of every submission that arrives. */
  asProvider(sent: (prediction: Prediction) => void): Provider {
    return {
      name: this.name,
      title: 'Simulated',
      upload: async ({ path }) => {
        this.#uploads += 1;
        return `https://${this.name}.example/${path.split('/').at(-2)}/${this.#uploads}`;
      },
      price: async (submission) => this.#livePrice(submission),
      submit: async (submission) => {
        const fate = this.#chance.next();
        if (this.isDown || fate < 0.08)
          return { kind: 'not_delivered', problem: 'refused the connection', retryAfterMs: null };
        if (fate < 0.12) return { kind: 'rejected', reason: { code: 'moderation' } };
        if (fate < 0.15) return { kind: 'rejected', reason: { code: 'provider_funds' } };
        if (fate < 0.18) return { kind: 'ambiguous', problem: 'no answer, and it never arrived' };
        const prediction = this.#take(submission);
        sent(prediction);
        if (fate < 0.29) return { kind: 'ambiguous', problem: 'the answer was lost' };
        return { kind: 'accepted', predictionId: prediction.id };
      },
      read: async (id) => this.#statusOf(id),
      find: async ({ inputs }) => {
        const found = this.predictions.filter((each) => !each.hidden && each.videoUrl === inputs.videoUrl);
        return this.#chance.happens(0.8) ? found.map(({ id }) => id) : [];
      },
      charged: async ({ id }) => this.#bill(id),
      readWebhook: async (call) => readSaid(call),
      balance: async () => null,
      close: async () => undefined,
      ...(this.#canCancel && { cancel: async (id: string) => this.#cancel(id) }),
    };
  }

  /** Mostly the listed one, at times a dearer one. */
  #livePrice(submission: Submission): Micros | null {
    if (this.#chance.happens(0.5)) return null;
    const listed = priceOf(submission, this.#time.now);
    return this.#chance.happens(0.15) ? micros(Math.floor(listed * 1.1)) : listed;
  }

  #take({ inputs, clipMs, webhook, ...rest }: Submission): Prediction {
    const { videoUrl } = inputs;
    const prediction = {
      id: `${this.name}-${this.predictions.length + 1}`,
      edit: new URL(videoUrl).pathname.split('/')[1] ?? '',
      videoUrl,
      clipMs,
      price: priceOf({ inputs, clipMs, ...rest }, this.#time.now),
      readyAt: this.#time.now + this.#chance.between(1_000, 40_000),
      fails: this.#chance.happens(0.15),
      hidden: this.#chance.happens(0.3),
      webhook: webhook ?? null,
    };
    this.predictions.push(prediction);
    return prediction;
  }

  #statusOf(id: string): PredictionStatus {
    const prediction = this.predictions.find((each) => each.id === id);
    if (!prediction) return { kind: 'unknown' };
    if (this.#time.now < prediction.readyAt) return { kind: 'working' };
    if (prediction.fails) return { kind: 'failed', reason: { code: 'provider_failed' } };
    const like = { durationMs: prediction.clipMs, width: 1280, height: 720, container: 'mp4' } as const;
    return {
      kind: 'completed',
      outputs: [`https://takes.example/${clipName(like, id)}`],
      sensitive: false,
    };
  }

  #cancel(id: string): 'cancelled' | 'asked' | 'too_late' | 'unknown' {
    const prediction = this.predictions.find((each) => each.id === id);
    if (!prediction) return 'unknown';
    if (this.#time.now >= prediction.readyAt) return 'too_late';
    if (this.#chance.happens(0.5)) return 'asked';
    prediction.fails = true;
    return 'cancelled';
  }

  /** Shown at times only; at times it is more than the price was. */
  #bill(id: string): Micros | null {
    const prediction = this.predictions.find((each) => each.id === id);
    if (!prediction || this.#chance.happens(0.5)) return null;
    return this.#chance.happens(0.15) ? micros(Math.floor(prediction.price * 1.2)) : prediction.price;
  }
}

/** A webhook as it is sent. */
export function webhookCall(said: Said): WebhookCall {
  return { header: () => undefined, body: new TextEncoder().encode(JSON.stringify(said)) };
}

function readSaid(call: WebhookCall): Webhook | null {
  const { signed, ...webhook } = jsonOf(call) as Said;
  return signed ? webhook : null;
}

function priceOf({ model, clipMs }: Submission, now: number): Micros {
  return quoteFor(model, clipMs, now, 0).amount;
}

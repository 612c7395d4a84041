import type { Micros } from '../../src/core/money/micros.ts';
import { quoteFor } from '../../src/core/money/price.ts';
import type { PredictionStatus, Provider, Submission } from '../../src/core/providers/provider.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Prediction {
  id: string;
  /** The edit that was submitted, as its files tell. */
  edit: string;
  videoUrl: string;
  price: Micros;
  readyAt: number;
  fails: boolean;
}

/** The provider's side of the world: what was submitted there stays, whatever becomes of who sent it. */
export class SimProvider {
  readonly predictions: Prediction[] = [];
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  #uploads = 0;

  constructor(time: VirtualTime, chance: Chance) {
    this.#time = time;
    this.#chance = chance;
  }

  /** What a process sees of it. `sent` hears of every submission that arrives. */
  asProvider(name: string, sent: (prediction: Prediction) => void): Provider {
    return {
      name,
      title: 'Simulated',
      upload: async ({ path }) => {
        this.#uploads += 1;
        return `https://provider.example/${path.split('/').at(-2)}/${this.#uploads}`;
      },
      price: async (submission) => (this.#chance.happens(0.5) ? priceOf(submission, this.#time.now) : null),
      submit: async (submission) => {
        const fate = this.#chance.next();
        if (fate < 0.08)
          return { kind: 'not_delivered', problem: 'refused the connection', retryAfterMs: null };
        if (fate < 0.12) return { kind: 'rejected', reason: { code: 'moderation' } };
        if (fate < 0.16) return { kind: 'ambiguous', problem: 'no answer, and it never arrived' };
        const prediction = this.#take(submission);
        sent(prediction);
        if (fate < 0.28) return { kind: 'ambiguous', problem: 'the answer was lost' };
        return { kind: 'accepted', predictionId: prediction.id };
      },
      read: async (id) => this.#statusOf(id),
      find: async ({ inputs }) => {
        const found = this.predictions.find(({ videoUrl }) => videoUrl === inputs.videoUrl);
        return found && this.#chance.happens(0.8) ? { predictionId: found.id } : null;
      },
      balance: async () => null,
      close: async () => undefined,
    };
  }

  #take(submission: Submission): Prediction {
    const { videoUrl } = submission.inputs;
    const prediction = {
      id: `prediction-${this.predictions.length + 1}`,
      edit: new URL(videoUrl).pathname.split('/')[1] ?? '',
      videoUrl,
      price: priceOf(submission, this.#time.now),
      readyAt: this.#time.now + this.#chance.between(1_000, 40_000),
      fails: this.#chance.happens(0.15),
    };
    this.predictions.push(prediction);
    return prediction;
  }

  #statusOf(id: string): PredictionStatus {
    const prediction = this.predictions.find((each) => each.id === id);
    if (!prediction) return { kind: 'unknown' };
    if (this.#time.now < prediction.readyAt) return { kind: 'working' };
    if (prediction.fails) return { kind: 'failed', reason: { code: 'provider_failed' } };
    return { kind: 'completed', outputs: [`https://takes.example/${id}.mp4`], sensitive: false };
  }
}

function priceOf({ model, clipMs }: Submission, now: number): Micros {
  return quoteFor(model, clipMs, now, 0).amount;
}

import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';

const STALE_SECONDS = 600;

/** What a webhook delivery does wrong. */
export interface WebhookSwitches {
  /** Never sent at all. */
  lost: boolean;
  /** How often each is sent besides the first time. */
  duplicates: number;
  delayMs: number;
  /** Comes out of order: only after another one that was not held back like this. */
  overtaken: boolean;
  /** `wrong`: signed with another key; `stale`: signed properly, ten minutes ago. */
  signature: 'right' | 'wrong' | 'stale';
  /** The wait before the first retry; each next one waits twice as long. */
  retryMs: number;
}

export function usualWebhooks(): WebhookSwitches {
  return { lost: false, duplicates: 0, delayMs: 0, overtaken: false, signature: 'right', retryMs: 1_000 };
}

/** One webhook; the same on every delivery of it. */
export interface Delivery {
  id: string;
  body: string;
}

interface Manners {
  retries: number;
  /** The headers that sign a delivery at this time, in seconds; with a key that is not the provider's own where `forged`. */
  sign(delivery: Delivery & { timestamp: number }, forged: boolean): Record<string, string>;
}

/** Posts webhooks to the addresses that submissions named, with the retries of their provider. */
export class WebhookSender {
  readonly #manners: Manners;
  readonly #switches: { readonly webhooks: WebhookSwitches };
  readonly #signal: AbortSignal;
  readonly #sending = new Set<Promise<void>>();
  /** Ends the wait of each that is to be overtaken. */
  readonly #waiting: (() => void)[] = [];

  /** The switches are looked at anew each time. */
  constructor(manners: Manners, switches: { readonly webhooks: WebhookSwitches }, signal: AbortSignal) {
    this.#manners = manners;
    this.#switches = switches;
    this.#signal = signal;
  }

  send(url: string, delivery: Delivery): void {
    const { lost, duplicates } = this.#switches.webhooks;
    if (lost) return;
    for (let copy = 0; copy <= duplicates; copy += 1) {
      const sending = this.#deliver(url, delivery)
        .catch(() => {})
        .finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
  }

  /** Resolves when no delivery is under way any more; abort the signal first. */
  async idle(): Promise<void> {
    await Promise.all(this.#sending);
  }

  async #deliver(url: string, delivery: Delivery): Promise<void> {
    const { delayMs, retryMs, overtaken } = this.#switches.webhooks;
    const signal = this.#signal;
    if (overtaken) await this.#anotherOne();
    await delay(delayMs, undefined, { signal });
    for (let attempt = 0; attempt <= this.#manners.retries; attempt += 1) {
      if (attempt > 0) await delay(retryMs * 2 ** (attempt - 1), undefined, { signal });
      if (await this.#post(url, delivery)) break;
    }
    if (!overtaken) for (const goOn of this.#waiting.splice(0)) goOn();
  }

  #anotherOne(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#signal.addEventListener('abort', () => resolve(), { once: true });
    return promise;
  }

  async #post(url: string, delivery: Delivery): Promise<boolean> {
    const { signature } = this.#switches.webhooks;
    const timestamp = Math.floor(Date.now() / 1000) - (signature === 'stale' ? STALE_SECONDS : 0);
    const signed = this.#manners.sign({ ...delivery, timestamp }, signature === 'wrong');
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signed },
        body: delivery.body,
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(10_000)]),
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300;
    } catch {
      return false;
    }
  }
}

import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ulid } from 'ulid';
import { request } from 'undici';
import type { Switches } from './switches.ts';

const RETRIES = 3;
const STALE_SECONDS = 600;

/** What a delivery is signed with and over. */
export interface Signed {
  id: string;
  /** Seconds since the epoch. */
  timestamp: number;
  body: string;
}

/**
 * `webhook-signature`: HMAC-SHA256 over `id.timestamp.body`. The key is the text of the secret behind `whsec_`, taken
 * as it stands: not decoded from base64, unlike the Standard Webhooks that it resembles.
 */
export function webhookSignature(secret: string, { id, timestamp, body }: Signed): string {
  const key = secret.replace(/^whsec_/, '');
  return `v3,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('hex')}`;
}

/** Posts finished predictions to the addresses their submissions named, with three retries each. */
export class WebhookSender {
  readonly #secret: string;
  readonly #switches: Switches;
  readonly #signal: AbortSignal;
  readonly #sending = new Set<Promise<void>>();

  constructor(secret: string, switches: Switches, signal: AbortSignal) {
    this.#secret = secret;
    this.#switches = switches;
    this.#signal = signal;
  }

  send(url: string, prediction: object): void {
    const { lost, duplicates } = this.#switches.webhooks;
    if (lost) return;
    const body = JSON.stringify(prediction);
    const id = `msg_${ulid()}`;
    for (let copy = 0; copy <= duplicates; copy += 1) {
      const sending = this.#deliver(url, id, body)
        .catch(() => {})
        .finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
  }

  /** Resolves when no delivery is under way any more; abort the signal first. */
  async idle(): Promise<void> {
    await Promise.all(this.#sending);
  }

  async #deliver(url: string, id: string, body: string): Promise<void> {
    const { delayMs, retryMs } = this.#switches.webhooks;
    await delay(delayMs, undefined, { signal: this.#signal });
    for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
      if (attempt > 0) await delay(retryMs * 2 ** (attempt - 1), undefined, { signal: this.#signal });
      if (await this.#post(url, id, body)) return;
    }
  }

  async #post(url: string, id: string, body: string): Promise<boolean> {
    const { signature } = this.#switches.webhooks;
    const timestamp = Math.floor(Date.now() / 1000) - (signature === 'stale' ? STALE_SECONDS : 0);
    const secret = signature === 'wrong' ? `${this.#secret}-of-another` : this.#secret;
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': webhookSignature(secret, { id, timestamp, body }),
        },
        body,
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(10_000)]),
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300;
    } catch {
      return false;
    }
  }
}

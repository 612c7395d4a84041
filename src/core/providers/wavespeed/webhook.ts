import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { KeptKey } from '../http/kept-key.ts';
import { isRecent, jsonOf, type Webhook, type WebhookCall } from '../webhook.ts';
import { WebhookSecret } from './answers.ts';
import type { WaveSpeedApi } from './api.ts';

const KEEP_MS = 24 * 3_600_000;

/** The bare prediction, without the envelope of the API. */
const Body = z.object({ id: z.string().min(1) });

/**
 * WaveSpeedAI's webhooks (https://wavespeed.ai/docs/verify-webhooks): `webhook-signature: v3,<hex>`, an HMAC-SHA256 over
 * id, time and raw body, whose key is the text of the secret behind `whsec_` as it stands, not decoded from base64.
 */
export class WaveSpeedWebhooks {
  readonly #secret: KeptKey<string>;
  readonly #clock: Clock;

  constructor(api: WaveSpeedApi, clock: Clock) {
    const question = { method: 'GET', path: '/webhook/secret', purpose: 'tell the webhook secret' } as const;
    this.#secret = new KeptKey(
      async (signal) => (await api.get(question, WebhookSecret, signal)).secret,
      KEEP_MS,
      clock,
    );
    this.#clock = clock;
  }

  /** Null unless it was signed with the account's own secret, lately. */
  async read(call: WebhookCall, signal: AbortSignal): Promise<Webhook | null> {
    const id = call.header('webhook-id');
    const timestamp = call.header('webhook-timestamp') ?? '';
    const signatures = (call.header('webhook-signature') ?? '').split(' ');
    if (!id || !isRecent(timestamp, this.#clock.now())) return null;
    const isGenuine = await this.#secret.passes((secret) => {
      const expected = signatureOf(secret, `${id}.${timestamp}.`, call.body);
      return signatures.some((signature) => areEqual(signature, expected));
    }, signal);
    const body = isGenuine ? Body.safeParse(jsonOf(call)).data : undefined;
    return body ? { id, predictionId: body.id } : null;
  }
}

function signatureOf(secret: string, head: string, body: Uint8Array): string {
  const key = secret.replace(/^whsec_/, '');
  return `v3,${createHmac('sha256', key).update(head).update(body).digest('hex')}`;
}

function areEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

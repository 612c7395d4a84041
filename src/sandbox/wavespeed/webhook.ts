import { createHmac } from 'node:crypto';
import { WebhookSender, type WebhookSwitches } from '../provider/webhook-sender.ts';

const RETRIES = 3;

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

/** Sends finished predictions as WaveSpeedAI does. */
export function webhookSender(
  secret: string,
  switches: { readonly webhooks: WebhookSwitches },
  signal: AbortSignal,
): WebhookSender {
  const sign = (delivery: Signed, forged: boolean) => ({
    'webhook-id': delivery.id,
    'webhook-timestamp': String(delivery.timestamp),
    'webhook-signature': webhookSignature(forged ? `${secret}-of-another` : secret, delivery),
  });
  return new WebhookSender({ retries: RETRIES, sign }, switches, signal);
}

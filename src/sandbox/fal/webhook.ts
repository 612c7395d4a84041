import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Delivery, WebhookSender, type WebhookSwitches } from '../provider/webhook-sender.ts';

const RETRIES = 10;
const USER = 'user-of-the-sandbox';

/** What fal signs its webhooks with: the published half is served as `/.well-known/jwks.json`. */
export class WebhookKeys {
  readonly #own = generateKeyPairSync('ed25519');
  readonly #another = generateKeyPairSync('ed25519');

  /** A key set. */
  get published(): object {
    return { keys: [this.#own.publicKey.export({ format: 'jwk' })] };
  }

  /** Over request id, user id, time and the SHA-256 of the body, each on a line of its own. */
  headersFor({ id, body, timestamp }: Delivery & { timestamp: number }, forged: boolean) {
    const key: KeyObject = (forged ? this.#another : this.#own).privateKey;
    const digest = createHash('sha256').update(body).digest('hex');
    const message = [id, USER, timestamp, digest].join('\n');
    return {
      'x-fal-webhook-request-id': id,
      'x-fal-webhook-user-id': USER,
      'x-fal-webhook-timestamp': String(timestamp),
      'x-fal-webhook-signature': sign(null, Buffer.from(message), key).toString('hex'),
    };
  }
}

/** Sends what became of requests as fal does. */
export function webhookSender(
  keys: WebhookKeys,
  switches: { readonly webhooks: WebhookSwitches },
  signal: AbortSignal,
): WebhookSender {
  return new WebhookSender(
    { retries: RETRIES, sign: (delivery, forged) => keys.headersFor(delivery, forged) },
    switches,
    signal,
  );
}

import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { KeptKey } from '../http/kept-key.ts';
import type { Model } from '../model.ts';
import { isRecent, jsonOf, type Webhook, type WebhookCall } from '../webhook.ts';
import { type FalApi, understood } from './api.ts';
import { predictionIdOf } from './prediction-id.ts';

/** The documentation allows to keep the keys for 24 hours. */
const KEEP_MS = 24 * 3_600_000;
const PURPOSE = 'tell the keys of its webhooks';

const Key = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
const KeySet = z.object({ keys: z.array(z.unknown()) });

const Body = z.object({ request_id: z.string().min(1) });

/**
 * fal's webhooks (https://docs.fal.ai/model-apis/model-endpoints/webhooks): signed with ED25519 over request id, user id,
 * time and the SHA-256 of the raw body, each on a line of its own. Any key of the published set may have signed.
 */
export class FalWebhooks {
  readonly #keys: KeptKey<readonly KeyObject[]>;
  readonly #queue: string;
  readonly #clock: Clock;

  constructor(api: FalApi, clock: Clock) {
    const url = `${api.rest}/.well-known/jwks.json`;
    this.#keys = new KeptKey(
      async (signal) =>
        keysIn(understood(await api.ask({ method: 'GET', url, purpose: PURPOSE }, signal), KeySet, PURPOSE)),
      KEEP_MS,
      clock,
    );
    this.#queue = api.queue;
    this.#clock = clock;
  }

  /** Null unless fal signed it, lately. */
  async read(call: WebhookCall, { id: endpoint }: Model, signal: AbortSignal): Promise<Webhook | null> {
    const id = call.header('x-fal-webhook-request-id');
    const user = call.header('x-fal-webhook-user-id');
    const timestamp = call.header('x-fal-webhook-timestamp') ?? '';
    const signature = call.header('x-fal-webhook-signature') ?? '';
    if (!id || user === undefined || !/^[0-9a-f]{128}$/i.test(signature)) return null;
    if (!isRecent(timestamp, this.#clock.now())) return null;
    const digest = createHash('sha256').update(call.body).digest('hex');
    const message = Buffer.from([id, user, timestamp, digest].join('\n'));
    const isGenuine = await this.#keys.passes(
      (keys) => keys.some((key) => verify(null, message, key, Buffer.from(signature, 'hex'))),
      signal,
    );
    const body = isGenuine ? Body.safeParse(jsonOf(call)).data : undefined;
    if (!body) return null;
    const accepted = { request_id: body.request_id, status_url: null };
    return { id, predictionId: predictionIdOf(accepted, endpoint, this.#queue) };
  }
}

function keysIn({ keys }: z.output<typeof KeySet>): KeyObject[] {
  const usable = keys.flatMap((key) => Key.safeParse(key).data ?? []);
  return usable.map((key) => createPublicKey({ key, format: 'jwk' }));
}

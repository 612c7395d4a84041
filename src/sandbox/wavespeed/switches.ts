import { usualWebhooks, type WebhookSwitches } from '../provider/webhook-sender.ts';

/** How the stand-in behaves until told otherwise. Every field may be set at any time and counts from then on. */
export interface Switches {
  /** The shortest time an edit takes; a real edit may need longer. */
  editMs: number;
  /** The same for single models, by id. */
  editMsOf: Record<string, number>;
  /** Predictions that are worked on at once; further ones wait as `created`. 3 is WaveSpeedAI's lowest tier. */
  concurrency: number;
  /** Submissions accepted within one minute; further ones get 429. The lowest tier has 5. */
  submissionsPerMinute: number;
  /** The status that says the balance is too low: no document states it. */
  needsFundsStatus: 400 | 402 | 403;
  /** How long an upload ticket may be used. */
  ticketMs: number;
  /** What a request for an output gets: 200, or the ways of being gone. */
  outputStatus: 200 | 403 | 404 | 410;
  outputsAs: 'strings' | 'objects';
  /** `has_nsfw_contents` of a completed prediction: one entry per output, or null as is seen at times. */
  nsfw: boolean | null;
  /** How long a submission with `enable_sync_mode` is held open. */
  syncMs: number;
  webhooks: WebhookSwitches;
}

export function usualSwitches(): Switches {
  return {
    editMs: 0,
    editMsOf: {},
    concurrency: 3,
    submissionsPerMinute: Number.POSITIVE_INFINITY,
    needsFundsStatus: 402,
    ticketMs: 15 * 60_000,
    outputStatus: 200,
    outputsAs: 'strings',
    nsfw: false,
    syncMs: 90_000,
    webhooks: usualWebhooks(),
  };
}

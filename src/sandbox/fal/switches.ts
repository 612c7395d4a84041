import { usualWebhooks, type WebhookSwitches } from '../provider/webhook-sender.ts';

/** How the stand-in behaves until told otherwise. Every field may be set at any time and counts from then on. */
export interface Switches {
  /** The shortest time an edit takes; a real edit may need longer. */
  editMs: number;
  /** The same for single endpoints, by id. */
  editMsOf: Record<string, number>;
  /** Requests that are worked on at once; further ones wait as IN_QUEUE. New accounts have 2. */
  concurrency: number;
  /** Why an account without funds is locked, as fal words it. */
  lockReason: string;
  /** How long the address of an upload may be used. */
  uploadMs: number;
  /** What a request for an output gets: 200, or the ways of being gone. */
  outputStatus: 200 | 403 | 404 | 410;
  /** Whether the status of a failed request has `error` and `error_type`, or only its result tells. */
  statusTellsErrors: boolean;
  /** What `response_url` ends with: the request, or `/response` behind it, which is seen as well. */
  responseUrlEnd: '' | '/response';
  webhooks: WebhookSwitches;
}

export function usualSwitches(): Switches {
  return {
    editMs: 0,
    editMsOf: {},
    concurrency: 2,
    lockReason: 'Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
    uploadMs: 15 * 60_000,
    outputStatus: 200,
    statusTellsErrors: true,
    responseUrlEnd: '',
    webhooks: usualWebhooks(),
  };
}

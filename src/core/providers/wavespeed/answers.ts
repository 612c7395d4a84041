import { z } from 'zod';
import type { Answer } from '../http/answer.ts';
import { plainMessage } from '../http/plain-message.ts';

const webAddress = z.url({ protocol: /^https?$/ });

/** Around every answer. Beside the HTTP status it has a code of its own: 200 when all is well. */
const Envelope = z.object({
  code: z.number().default(200),
  message: z.string().nullish().catch(null),
  data: z.unknown().optional(),
});

/** One answer in one shape, whether HTTP or the envelope says what is wrong. */
export interface Reply {
  /** HTTP's status; where that is a success, the envelope's code, which may also be a task error code such as 1200. */
  status: number;
  /** The envelope's own code, or the status. */
  code: number;
  /** Fit for people and logs. */
  message: string;
  data: unknown;
  retryAfterMs: number | null;
}

/**
 * Null for a success that is not in an envelope: an answer that says nothing.
 * `hidden` is what its message must not repeat.
 */
export function replyOf({ status, json, retryAfterMs }: Answer, hidden: readonly string[]): Reply | null {
  const envelope = Envelope.safeParse(json).data;
  const succeeded = status >= 200 && status < 300;
  if (succeeded && !envelope) return null;
  return {
    status: succeeded && envelope ? envelope.code : status,
    code: envelope?.code ?? status,
    message: plainMessage(envelope?.message ?? '', hidden),
    data: envelope?.data,
    retryAfterMs,
  };
}

/** A submission was taken when its answer names the prediction. */
export const Accepted = z.object({ id: z.string().min(1) });

export const PredictionAnswer = z.object({
  status: z.string(),
  /** Addresses, or objects around them. */
  outputs: z
    .array(z.union([webAddress, z.object({ url: webAddress }).transform(({ url }) => url)]))
    .nullish()
    .transform((outputs) => outputs ?? []),
  /** One flag per output; null has been seen. */
  has_nsfw_contents: z
    .unknown()
    .optional()
    .transform((flags) => (Array.isArray(flags) ? flags : [flags]).includes(true)),
  /** 0, or a task error code. */
  code: z.number().nullish().catch(null),
  error: z
    .string()
    .nullish()
    .catch(null)
    .transform((error) => plainMessage(error ?? '', [])),
});
export type PredictionAnswer = z.output<typeof PredictionAnswer>;

export const Ticket = z.object({
  download_url: webAddress,
  upload: z.object({
    method: z.literal('PUT'),
    url: webAddress,
    headers: z.record(z.string(), z.string()).default({}),
  }),
});

export type Ticket = z.output<typeof Ticket>;

/** Of the older upload in one step. */
export const Uploaded = z.object({ download_url: webAddress });

/** In dollars. A discounted price of 0 or none means that there is no discount. */
export const Price = z.object({
  price: z.number().positive(),
  discounted_price: z.number().min(0).nullish(),
});

export const WebhookSecret = z.object({ secret: z.string().min(1) });

export const Balance = z.object({ balance: z.number() });

const ListedInputs = z.record(z.string(), z.unknown());

export const ListedPredictions = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        model: z.string().nullish(),
        created_at: z.string().nullish(),
        inputs: ListedInputs.nullish().catch(null),
        input: ListedInputs.nullish().catch(null),
      }),
    )
    .nullish()
    .transform((items) => items ?? []),
});
export type ListedPrediction = z.output<typeof ListedPredictions>['items'][number];

export const BillPage = z.object({
  items: z
    .array(
      z.object({
        price: z.number(),
        billing_type: z.string().nullish().catch(null),
        prediction: z.object({ uuid: z.string() }).nullish().catch(null),
      }),
    )
    .nullish()
    .transform((items) => items ?? []),
});
export type BillItem = z.output<typeof BillPage>['items'][number];

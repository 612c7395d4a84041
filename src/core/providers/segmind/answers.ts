import { z } from 'zod';
import type { Answer } from '../http/answer.ts';
import { plainMessage } from '../http/plain-message.ts';

export const webAddress = z.url({ protocol: /^https?$/ });

/** What is wrong, however deep it is wrapped: errors of models that Segmind resells come as they are. */
const Words: z.ZodType<string> = z.union([
  z.string(),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ msg: z.string() }).transform(({ msg }) => msg),
  z.array(z.object({ msg: z.string() })).transform((each) => each.map(({ msg }) => msg).join('; ')),
]);

const Complaint = z.object({
  error: Words.optional().catch(undefined),
  message: Words.optional().catch(undefined),
  detail: Words.optional().catch(undefined),
});

/** One answer of the API. There is no envelope: HTTP's status says whether it is a good one. */
export interface Reply {
  status: number;
  /** What it complains of, fit for people and logs; empty when it says nothing. */
  message: string;
  json: unknown;
  retryAfterMs: number | null;
}

/** `hidden` is what its message must not repeat. */
export function replyOf({ status, json, retryAfterMs }: Answer, hidden: readonly string[]): Reply {
  const { error, message, detail } = Complaint.safeParse(json).data ?? {};
  return { status, message: plainMessage(error ?? message ?? detail ?? '', hidden), json, retryAfterMs };
}

/** A submission was taken when its answer names the request. */
export const Accepted = z.object({
  request_id: z.string().min(1),
  status_url: webAddress.optional().catch(undefined),
});

/** How a request is going. The full answer has the output beside it. */
export const Progress = z.object({
  status: z.string().transform((status) => status.toUpperCase()),
  response_url: webAddress.optional().catch(undefined),
});
export type Progress = z.output<typeof Progress>;

/** Documented as `urls`; `file_urls` is seen as well. */
export const Uploaded = z
  .union([
    z.object({ urls: z.tuple([webAddress], z.unknown()) }).transform(({ urls }) => urls[0]),
    z.object({ file_urls: z.tuple([webAddress], z.unknown()) }).transform(({ file_urls: urls }) => urls[0]),
  ])
  .transform((address) => ({ address }));

/** In dollars; given-away credits are counted apart. */
export const Credits = z.object({
  credits: z.number(),
  'free-credits': z.number().optional().catch(undefined),
});

import { z } from 'zod';
import type { Answer } from '../http/answer.ts';
import { plainMessage } from '../http/plain-message.ts';

const Detail = z.object({
  type: z.string(),
  msg: z.string().catch(''),
  loc: z.array(z.union([z.string(), z.number()])).catch([]),
});

/**
 * What goes wrong with the model is told as a list of typed errors, what goes wrong around it as a sentence with one
 * `error_type` (https://fal.ai/docs/documentation/model-apis/errors, …/request-errors).
 */
const ErrorBody = z.object({
  detail: z
    .union([z.string(), z.array(Detail)])
    .nullish()
    .catch(null),
  error_type: z.string().nullish().catch(null),
});

/** One thing that a model had against its input. */
export interface Complaint {
  /** What code goes by, such as `content_policy_violation`; fal changes the messages as it likes. */
  type: string;
  /** The input field it is about, such as `video_url`; null where it is about all of it. */
  field: string | null;
  message: string;
}

/** One answer in one shape, whoever at fal gave it. */
export interface Reply {
  status: number;
  json: unknown;
  /** Fit for people and logs. */
  message: string;
  complaints: readonly Complaint[];
  /** What went wrong around the model, such as `runner_disconnected`. */
  errorType: string | null;
  /** Whether fal says that the very same request may succeed another time; null when it does not say. */
  retryable: boolean | null;
  retryAfterMs: number | null;
}

/** `hidden` is what its messages must not repeat. */
export function replyOf({ status, headers, json, retryAfterMs }: Answer, hidden: readonly string[]): Reply {
  const { detail, error_type: errorType } = ErrorBody.safeParse(json).data ?? {};
  const complaints = (Array.isArray(detail) ? detail : []).map(({ type, msg, loc }) => ({
    type,
    field: fieldOf(loc),
    message: plainMessage(msg, hidden),
  }));
  const message = typeof detail === 'string' ? detail : complaints.map((each) => each.message).join('; ');
  return {
    status,
    json,
    message: plainMessage(message, hidden),
    complaints,
    errorType: errorType ?? textOf(headers['x-fal-error-type']),
    retryable: truthOf(textOf(headers['x-fal-retryable'])),
    retryAfterMs,
  };
}

/** Locations are given as `["body", "video_url", …]`. */
function fieldOf(location: readonly (string | number)[]): string | null {
  const [field] = location[0] === 'body' ? location.slice(1) : location;
  return typeof field === 'string' ? field : null;
}

function textOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

function truthOf(text: string | null): boolean | null {
  return text === 'true' || text === 'false' ? text === 'true' : null;
}

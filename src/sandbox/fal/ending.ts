import { MediaRefusal } from '../provider/media-refusal.ts';

/** An error of the model: one entry of `detail`, and the HTTP status that the result is answered with. */
export interface ModelError {
  kind: 'model_error';
  status: number;
  /** As https://fal.ai/docs/documentation/model-apis/errors lists them. */
  type: string;
  /** The input field it is about; none when it is about all of it. */
  field?: string;
  msg: string;
  /** Left out of the answer where it is undefined. */
  retryable?: boolean;
}

/** An error around the model, as …/model-apis/request-errors lists them. */
export interface RequestError {
  kind: 'request_error';
  status: number;
  errorType: string;
  msg: string;
}

/** How a request ends when it is not simply edited. `stuck` stays IN_PROGRESS for good. */
export type Ending = { kind: 'edited' } | ModelError | RequestError | { kind: 'stuck' };

export const MODERATION: ModelError = {
  kind: 'model_error',
  status: 422,
  type: 'content_policy_violation',
  field: 'prompt',
  msg: 'The content could not be processed because it was flagged by a content checker.',
  retryable: false,
};

export const CANCELLED: RequestError = {
  kind: 'request_error',
  status: 499,
  errorType: 'client_cancelled',
  msg: 'Request cancelled by the client',
};

const TRIGGERS: readonly (readonly [string, Ending])[] = [
  ['[moderation]', MODERATION],
  [
    '[internal]',
    { kind: 'model_error', status: 500, type: 'internal_server_error', msg: 'Internal server error' },
  ],
  [
    '[unavailable]',
    {
      kind: 'request_error',
      status: 503,
      errorType: 'runner_scheduling_failure',
      msg: 'No runner available',
    },
  ],
  [
    '[timeout]',
    { kind: 'request_error', status: 504, errorType: 'request_timeout', msg: 'Request timed out' },
  ],
  ['[cancelled]', CANCELLED],
  ['[stuck]', { kind: 'stuck' }],
];

/** The ending that words such as "[moderation]" in a prompt ask for, so that one can see them by hand. */
export function endingAskedFor(prompt: string): Ending | undefined {
  return TRIGGERS.find(([word]) => prompt.toLowerCase().includes(word))?.[1];
}

const REFUSALS: Readonly<Record<MediaRefusal['why'], (file: string) => string>> = {
  unreachable: () => 'file_download_error',
  damaged: (file) => (file === 'image' ? 'image_load_error' : 'unsupported_video_format'),
  format: (file) => `unsupported_${file}_format`,
  too_many_bytes: () => 'file_too_large',
  too_short: (file) => `${file}_duration_too_short`,
  too_long: (file) => `${file}_duration_too_long`,
  too_small: (file) => `${file}_too_small`,
  too_large: (file) => `${file}_too_large`,
  frame_rate: () => 'value_error',
};

/** The ending of a request whose take could not be made. */
export function failureOf(error: unknown): ModelError {
  if (!(error instanceof MediaRefusal)) {
    return { kind: 'model_error', status: 500, type: 'internal_server_error', msg: String(error) };
  }
  const { file, why, message: msg } = error;
  const field = file === 'image' ? 'image_urls' : 'video_url';
  return { kind: 'model_error', status: 422, type: REFUSALS[why](file), field, msg, retryable: false };
}

import type { Reason } from '../../edit/reason.ts';
import { ProviderError, type ProviderErrorCode } from '../provider-error.ts';
import type { Complaint, Reply } from './reply.ts';

const CONTENT = 'content_policy_violation';

/** Errors that are about a file, whatever field it is in. */
const ABOUT_A_FILE =
  /^(file_download_error|file_too_large|image_load_error|(image|video)_too_(small|large)|unsupported_(image|video|audio)_format|(video|audio)_duration_too_(long|short))$/;
const FILE_FIELDS: readonly (string | null)[] = ['video_url', 'image_urls', 'elements'];

/** Errors that a model's typed list may hold although its input was not to blame. */
const BY_THE_SERVICE: readonly string[] = [
  'internal_server_error',
  'generation_timeout',
  'downstream_service_error',
  'downstream_service_unavailable',
  'no_media_generated',
];

/** Where nothing was there to work at all, rather than that the work failed. */
const UNAVAILABLE =
  /^(downstream_service_unavailable|startup_timeout|runner_scheduling_failure|runner_connection_\w+)$/;

/** An account without funds is locked, and each of its requests refused with 403 (fal-ai/fal issues 1112, 1147, 1163). */
const LOCKED_FOR_FUNDS = /balance|credit|funds|top.?up/i;

/** What went wrong with a prediction, as far as fal tells. */
type Trouble = Pick<Reply, 'complaints' | 'errorType' | 'retryable'>;

/**
 * Why a prediction failed. Where fal says that the same request may succeed another time, the file or the request was
 * not to blame, whatever the error is called.
 */
export function failureOf({ complaints, errorType, retryable }: Trouble): Reason {
  if (complaints.some(({ type }) => type === CONTENT)) return { code: 'moderation' };
  const types = [...complaints.map(({ type }) => type), ...(errorType === null ? [] : [errorType])];
  if (types.some((type) => UNAVAILABLE.test(type))) return { code: 'provider_down' };
  return (retryable === true ? null : blame(complaints)) ?? { code: 'provider_failed' };
}

/** What is wrong with the input, by the first complaint about it; null when none is. */
function blame(complaints: readonly Complaint[]): Reason | null {
  const complaint = complaints.find(({ type }) => !BY_THE_SERVICE.includes(type));
  if (!complaint) return null;
  const { type, field, message: detail } = complaint;
  const aboutFile = ABOUT_A_FILE.test(type) || FILE_FIELDS.includes(field);
  return { code: aboutFile ? 'bad_media' : 'bad_request', detail };
}

/** Why a submission was refused, when the refusal is a documented one: then nothing was queued. Null for all else. */
export function refusalOf({ status, complaints, message: detail }: Reply): Reason | null {
  if (complaints.some(({ type }) => BY_THE_SERVICE.includes(type))) return null;
  switch (status) {
    case 402:
      return { code: 'provider_funds' };
    case 401:
      return { code: 'provider_access' };
    case 403:
      return { code: LOCKED_FOR_FUNDS.test(detail) ? 'provider_funds' : 'provider_access' };
    case 400:
    case 404:
    case 413:
    case 422:
      if (complaints.some(({ type }) => type === CONTENT)) return { code: 'moderation' };
      return blame(complaints) ?? { code: 'bad_request', detail };
    default:
      return null;
  }
}

/** The error of a call that spends nothing. `purpose` completes "could not …". */
export function errorOf(reply: Reply, purpose: string): ProviderError {
  const { status, message, retryAfterMs } = reply;
  const code = errorCode(reply);
  const retryable = reply.retryable ?? (code === 'provider_down' || code === 'provider_busy');
  return new ProviderError(
    code,
    `fal could not ${purpose}: it answered ${status}${message && `, "${message}"`}`,
    { status, retryAfterMs, retryable },
  );
}

function errorCode({ status, message }: Reply): ProviderErrorCode {
  if (status === 402 || (status === 403 && LOCKED_FOR_FUNDS.test(message))) return 'provider_funds';
  if (status === 401 || status === 403) return 'provider_access';
  if (status === 429) return 'provider_busy';
  if (status === 413 || status === 415) return 'bad_media';
  if (status === 400 || status === 422) return 'bad_request';
  return status === 408 || status >= 500 ? 'provider_down' : 'provider_failed';
}

/** An answer that cannot be understood; the next one may be. */
export function nonsense(purpose: string): ProviderError {
  return new ProviderError('provider_failed', `fal could not ${purpose}: its answer is not as documented`);
}

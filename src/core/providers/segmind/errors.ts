import type { Reason } from '../../edit/reason.ts';
import { ProviderError, type ProviderErrorCode } from '../provider-error.ts';
import type { Reply } from './answers.ts';

/** 406 is how an empty account is said to be refused; the message is believed as well. */
const FUNDS = /balance|credit|funds|top.?up/i;
const CONTENT = /moderation|content.?polic|sensitive|nsfw|safety|prohibited/i;
/** What is wrong with the clip or an image, in the words of Segmind and of the makers it resells. */
const UNREACHED =
  /\b(download|fetch|load|read|decode|access|open)\w*\b.{0,40}\b(video|image|file|media|url)/i;
const UNFIT =
  /\b(video|image|file)\b.{0,40}\b(format|duration|resolution|width|height|fps|frame rate|size|short|long|small|large|corrupt|damaged)/i;
/** What is wrong with any other field. */
const INPUT = /validation|invalid|must be|required|not allowed|mandatory/i;

/** Why a submission was refused, when the refusal is a documented one: then nothing was made. Null for all else. */
export function refusalOf({ status, message: detail }: Reply): Reason | null {
  switch (status) {
    case 402:
    case 406:
      return { code: 'provider_funds' };
    case 401:
      return { code: 'provider_access' };
    case 403:
      return { code: FUNDS.test(detail) ? 'provider_funds' : 'provider_access' };
    case 400:
    case 404:
    case 413:
    case 422:
      return reasonIn(detail) ?? { code: 'bad_request', detail };
    default:
      return null;
  }
}

/** Why a request failed. Segmind gives no codes, only words. */
export function failureOf(words: string): Reason {
  return reasonIn(words) ?? { code: 'provider_failed' };
}

function reasonIn(detail: string): Reason | null {
  if (CONTENT.test(detail)) return { code: 'moderation' };
  if (UNREACHED.test(detail) || UNFIT.test(detail)) return { code: 'bad_media', detail };
  if (FUNDS.test(detail)) return { code: 'provider_funds' };
  return INPUT.test(detail) ? { code: 'bad_request', detail } : null;
}

/** The error of a call that spends nothing. `purpose` completes "could not …". */
export function errorOf(reply: Reply, purpose: string): ProviderError {
  const { status, message, retryAfterMs } = reply;
  const code = errorCode(reply);
  const retryable = code === 'provider_down' || code === 'provider_busy';
  return new ProviderError(
    code,
    `Segmind could not ${purpose}: it answered ${status}${message && `, "${message}"`}`,
    { status, retryAfterMs, retryable },
  );
}

function errorCode({ status, message }: Reply): ProviderErrorCode {
  if (status === 402 || status === 406 || (status === 403 && FUNDS.test(message))) return 'provider_funds';
  if (status === 401 || status === 403) return 'provider_access';
  if (status === 429) return 'provider_busy';
  if (status === 413 || status === 415) return 'bad_media';
  if (status === 400 || status === 422) return 'bad_request';
  return status === 408 || (status >= 500 && status < 600) ? 'provider_down' : 'provider_failed';
}

/** An answer that cannot be understood; the next one may be. */
export function nonsense(purpose: string): ProviderError {
  return new ProviderError(
    'provider_failed',
    `Segmind could not ${purpose}: its answer is not as documented`,
  );
}

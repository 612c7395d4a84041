import type { Reason } from '../../edit/reason.ts';
import { ProviderError, type ProviderErrorCode } from '../provider-error.ts';
import type { PredictionAnswer, Reply } from './answers.ts';

/** No document says with which status an empty account is refused; the message tells. */
const FUNDS = /balance|credit|funds|top.?up/i;
/** Predictions refused for their content do not always carry code 1200. */
const CONTENT = /potentially sensitive|moderation|content polic|nsfw/i;

/**
 * Why a submission was refused, when the refusal is a documented one: then no prediction was made. Null for all else.
 */
export function refusalOf({ status, code, message: detail }: Reply): Reason | null {
  if (status >= 500 && status < 600) return null;
  if (code === 1200) return { code: 'moderation' };
  if ((status === 400 || status === 403) && FUNDS.test(detail)) return { code: 'provider_funds' };
  switch (status) {
    case 402:
      return { code: 'provider_funds' };
    case 401:
    case 403:
      return { code: 'provider_access' };
    case 1402:
      return { code: 'bad_media', detail };
    case 400:
    case 404:
    case 413:
    case 422:
    case 1400:
    case 1401:
    case 1404:
      return { code: 'bad_request', detail };
    default:
      return null;
  }
}

/** Why a prediction failed. Codes 1xxx blame the request, 5xxx the service. */
export function failureOf({ code, error }: PredictionAnswer): Reason {
  if (code === 1200 || CONTENT.test(error)) return { code: 'moderation' };
  switch (code) {
    case 1400:
    case 1401:
    case 1404:
      return { code: 'bad_request', detail: error };
    case 1402:
      return { code: 'bad_media', detail: error };
    case 5003:
      return { code: 'provider_down' };
    default:
      return { code: 'provider_failed' };
  }
}

/** The error of a call that spends nothing. `purpose` completes "could not …". */
export function errorOf(reply: Reply, purpose: string): ProviderError {
  const { status, message, retryAfterMs } = reply;
  const code = errorCode(reply);
  const retryable = code === 'provider_down' || code === 'provider_busy';
  return new ProviderError(
    code,
    `WaveSpeed could not ${purpose}: it answered ${status}${message && `, "${message}"`}`,
    { status, retryAfterMs, retryable },
  );
}

function errorCode({ status, message }: Reply): ProviderErrorCode {
  if (status === 402 || ((status === 400 || status === 403) && FUNDS.test(message))) return 'provider_funds';
  if (status === 401 || status === 403) return 'provider_access';
  if (status === 429) return 'provider_busy';
  if (status === 413 || status === 415 || status === 1402) return 'bad_media';
  if (status === 400 || status === 422) return 'bad_request';
  return status === 408 || (status >= 500 && status < 600) || status >= 5000
    ? 'provider_down'
    : 'provider_failed';
}

/** An answer that cannot be understood; the next one may be. */
export function nonsense(purpose: string): ProviderError {
  return new ProviderError(
    'provider_failed',
    `WaveSpeed could not ${purpose}: its answer is not as documented`,
  );
}

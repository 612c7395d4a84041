import type { Dispatcher } from 'undici';
import { DownloadError } from './download-error.ts';

const TIMEOUTS: ReadonlySet<unknown> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
/** Statuses that the same request may get over. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** Throws a DownloadError unless the answer's status and headers promise the file, within the limit. */
export function checkAnswer(answer: Dispatcher.ResponseData, limit: number, expected: number | null): void {
  checkStatus(answer.statusCode);
  const { 'content-encoding': encoding = 'identity', 'content-length': length } = answer.headers;
  if (encoding !== 'identity') {
    throw new DownloadError('unreachable', 'the file came compressed though that was not asked for', {
      retryable: false,
    });
  }
  const announced = length === undefined ? expected : Number(length);
  if (announced !== null && announced > limit) {
    throw new DownloadError('too_big', `${announced} bytes, over ${limit}`, { bytes: announced });
  }
  if (announced !== null && expected !== null && announced !== expected) {
    throw new DownloadError('wrong_size', `${announced} bytes announced where ${expected} were expected`);
  }
}

function checkStatus(status: number): void {
  if (status === 200) return;
  if (status === 404 || status === 410) throw new DownloadError('not_found', `status ${status}`);
  if (status === 401 || status === 403 || status === 451) {
    throw new DownloadError('forbidden', `status ${status}`);
  }
  throw new DownloadError('unreachable', `status ${status}`, {
    retryable: status >= 500 || PASSING.has(status),
  });
}

/** What undici and the network report, in our words; `usual` is what it is unless it says otherwise. */
export function asDownloadError(error: unknown, usual: 'unreachable' | 'truncated'): DownloadError {
  if (error instanceof DownloadError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (TIMEOUTS.has(code)) return new DownloadError('timed_out', 'the server stalled', { cause: error });
  return new DownloadError(usual, usual === 'truncated' ? 'the connection broke' : 'no connection', {
    cause: error,
  });
}

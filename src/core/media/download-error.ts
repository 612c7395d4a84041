import type { Reason } from '../edit/reason.ts';
import { RecutError } from '../errors.ts';

/**
 * - `bad_link`: not an http(s) address, or one with a user name in it; too many redirects.
 * - `private_address`: it leads into a private network.
 * - `not_found`, `forbidden`: the server says so.
 * - `too_big`: more bytes than allowed, announced or found out on the way.
 * - `html`: a web page (a login form, a video site's page) where a file was expected.
 * - `truncated`: the connection ended before the file did.
 * - `wrong_size`: a whole answer, but not of the size that was promised.
 * - `timed_out`: the server stalls, or the whole takes too long.
 * - `unreachable`: no connection, or an answer that is no file.
 */
export type DownloadCode =
  | 'bad_link'
  | 'private_address'
  | 'not_found'
  | 'forbidden'
  | 'too_big'
  | 'html'
  | 'truncated'
  | 'wrong_size'
  | 'timed_out'
  | 'unreachable';

const PASSES: ReadonlySet<DownloadCode> = new Set(['truncated', 'wrong_size', 'timed_out', 'unreachable']);

/** A file could not be downloaded. No message and no cause holds more of an address than its host. */
export class DownloadError extends RecutError {
  declare readonly code: DownloadCode;
  /** For `too_big`: the size the server announced, when it did. */
  readonly bytes: number | null;

  constructor(
    code: DownloadCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; bytes?: number | null } = {},
  ) {
    super(code, message, { cause: options.cause, retryable: options.retryable ?? PASSES.has(code) });
    this.bytes = options.bytes ?? null;
  }
}

/** What to tell the person whose clip this was, once trying again is over. */
export function reasonOfDownload(error: DownloadError, limit: number): Reason {
  switch (error.code) {
    case 'too_big':
      return { code: 'clip_too_big', bytes: error.bytes, limit };
    case 'not_found':
    case 'forbidden':
    case 'private_address':
    case 'bad_link':
      return { code: 'clip_unreachable', detail: error.code };
    case 'html':
      return { code: 'clip_unreachable', detail: 'bad_link' };
    case 'truncated':
    case 'wrong_size':
    case 'timed_out':
    case 'unreachable':
      return { code: 'clip_unreachable', detail: 'unreachable' };
  }
}

import { RESTJSONErrorCodes as Code, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { ScreenError } from '../../core/views/screen.ts';

/** Discord did not say how long to wait, as with its limit on edits of messages older than an hour. */
const UNKNOWN_PAUSE_MS = 5000;

const GONE: ReadonlySet<unknown> = new Set([Code.UnknownChannel, Code.UnknownGuild, Code.UnknownMessage]);
const NOT_ALLOWED: ReadonlySet<unknown> = new Set([
  Code.MissingAccess,
  Code.MissingPermissions,
  Code.CannotSendMessagesToThisUser,
]);

/** What Discord answered, without the request: that holds what people wrote, and tokens. */
class Refusal extends Error {
  readonly status: number;
  /** Discord's own error code, such as 160004; undefined when something before Discord answered. */
  readonly code: number | string | undefined;

  constructor({ status, code, message }: DiscordAPIError) {
    super(`Discord answered ${status} (${code ?? 'no code'}: ${message})`);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

/** What went wrong in Discord, in the words of the Screen port. A Refusal by Discord is its cause. */
export function asScreenError(error: unknown): ScreenError {
  if (error instanceof ScreenError) return error;
  if (error instanceof RateLimitError) return rateLimited(waitOf(error));
  if (error instanceof DiscordAPIError) return fromRefusal(new Refusal(error));
  if (error instanceof HTTPError) return new ScreenError('unreachable', `Discord answered ${error.status}.`);
  return new ScreenError('unreachable', 'Discord did not answer.', { cause: error });
}

/** Whether Discord refused with this code of its own. */
export function isRefusal(error: unknown, code: number): boolean {
  return error instanceof ScreenError && error.cause instanceof Refusal && error.cause.code === code;
}

function fromRefusal(cause: Refusal): ScreenError {
  const { status, code, message } = cause;
  if (status === 413 || code === Code.RequestEntityTooLarge)
    return new ScreenError('too_big', message, { cause });
  const isOldMessage = code === Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached;
  if (isOldMessage || status === 429) return rateLimited(UNKNOWN_PAUSE_MS);
  if (GONE.has(code)) return new ScreenError('gone', message, { cause });
  if (NOT_ALLOWED.has(code) || status === 401 || status === 403) {
    return new ScreenError('not_allowed', message, { cause });
  }
  return new ScreenError('refused', message, { cause });
}

/** An error for the log: never the request that it came from. */
export function loggable(error: unknown): { problem: string; code?: unknown } {
  if (error instanceof DiscordAPIError) return { problem: new Refusal(error).message, code: error.code };
  if (error instanceof ScreenError) return { problem: error.message, code: error.code };
  return { problem: error instanceof Error ? error.message : String(error) };
}

/** How long the library would wait before it sends again; 0 when Discord named no time. */
export function waitOf({
  retryAfter,
  sublimitTimeout,
}: {
  retryAfter: number;
  sublimitTimeout: number;
}): number {
  return Math.max(0, retryAfter, sublimitTimeout);
}

function rateLimited(retryAfterMs: number): ScreenError {
  return new ScreenError('rate_limited', 'Discord asks to wait.', {
    retryAfterMs: retryAfterMs || UNKNOWN_PAUSE_MS,
  });
}

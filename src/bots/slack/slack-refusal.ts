import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { ScreenError } from '../../core/views/screen.ts';

/** What Slack's errors mean for whoever asked; all others are `refused`. From the error lists of the methods we call. */
const MEANING: Readonly<Record<string, ScreenError['code']>> = {
  ratelimited: 'rate_limited',
  rate_limited: 'rate_limited',
  message_limit_exceeded: 'rate_limited',

  internal_error: 'unreachable',
  fatal_error: 'unreachable',
  service_unavailable: 'unreachable',
  request_timeout: 'unreachable',
  update_failed: 'unreachable',
  file_update_failed: 'unreachable',

  channel_not_found: 'gone',
  not_in_channel: 'gone',
  is_archived: 'gone',
  is_inactive: 'gone',
  message_not_found: 'gone',
  thread_not_found: 'gone',
  cannot_reply_to_message: 'gone',

  file_not_found: 'file_gone',
  file_deleted: 'file_gone',
  file_is_deleted: 'file_gone',

  file_upload_size_restricted: 'too_big',

  access_denied: 'not_allowed',
  not_visible: 'not_allowed',
  account_inactive: 'not_allowed',
  app_access_restricted: 'not_allowed',
  channel_is_limited_access: 'not_allowed',
  ekm_access_denied: 'not_allowed',
  file_type_not_allowed: 'not_allowed',
  file_uploads_disabled: 'not_allowed',
  file_uploads_except_images_disabled: 'not_allowed',
  invalid_auth: 'not_allowed',
  missing_scope: 'not_allowed',
  not_allowed_token_type: 'not_allowed',
  not_authed: 'not_allowed',
  posting_to_channel_denied: 'not_allowed',
  restricted_action: 'not_allowed',
  restricted_action_non_threadable_channel: 'not_allowed',
  restricted_action_read_only_channel: 'not_allowed',
  restricted_action_thread_locked: 'not_allowed',
  slack_connect_blocked_file_type: 'not_allowed',
  slack_connect_clip_sharing_blocked: 'not_allowed',
  slack_connect_file_upload_sharing_blocked: 'not_allowed',
  storage_limit_reached: 'not_allowed',
  team_access_not_granted: 'not_allowed',
  token_expired: 'not_allowed',
  token_revoked: 'not_allowed',
};

/** When Slack limits a call without saying for how long. */
const UNTOLD_WAIT_MS = 30_000;

/** Awaits a call of the Web API; what it rejects with becomes a ScreenError. `what` names the call in the message. */
export async function asked<T>(what: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof ScreenError ? error : screenError(what, error);
  }
}

/** Slack's own name of the error, such as `invalid_blocks`, of what Slack or `asked` rejected with. */
export function refusalOf(error: unknown): string | null {
  const source = error instanceof ScreenError ? error.cause : error;
  return source instanceof WebAPIPlatformError ? source.data.error : null;
}

function screenError(what: string, cause: unknown): ScreenError {
  if (cause instanceof WebAPIRateLimitedError) {
    const retryAfterMs = cause.retryAfter * 1000;
    return new ScreenError('rate_limited', `Slack limits ${what} for ${cause.retryAfter} s`, {
      cause,
      retryAfterMs,
    });
  }
  if (cause instanceof WebAPIPlatformError) return platformError(what, cause);
  if (cause instanceof WebAPIHTTPError) {
    const code = cause.statusCode >= 500 ? 'unreachable' : 'refused';
    return new ScreenError(code, `Slack answered ${what} with HTTP ${cause.statusCode}`, { cause });
  }
  const why = cause instanceof WebAPIRequestError ? cause.original.message : String(cause);
  return new ScreenError('unreachable', `${what} did not reach Slack: ${why}`, { cause });
}

function platformError(what: string, cause: WebAPIPlatformError): ScreenError {
  const { error } = cause.data;
  // The client hands on a body that is not JSON as if it were Slack's error.
  if (!/^[a-z][a-z0-9_]*$/.test(error)) {
    return new ScreenError('unreachable', `Slack answered ${what} with something unreadable`, { cause });
  }
  const code = MEANING[error] ?? 'refused';
  const options = code === 'rate_limited' ? { cause, retryAfterMs: UNTOLD_WAIT_MS } : { cause };
  return new ScreenError(code, `Slack refused ${what}: ${error}`, options);
}

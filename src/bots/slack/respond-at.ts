import type { RespondFn } from '@slack/bolt';

const PATIENCE_MS = 5_000;

/** Answers at a `response_url` that was kept: it takes five answers within 30 minutes. Rejects when it does not. */
export function respondAt(url: string): RespondFn {
  return async (message) => {
    const body = typeof message === 'string' ? { text: message } : message;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`Slack takes no answer there any more: HTTP ${answer.status}`);
    return answer;
  };
}

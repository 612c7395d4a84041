import type { ModelError, RequestError } from './ending.ts';

/** A refusal by fal itself. */
export function failure(status: number, detail: string): Response {
  return Response.json({ detail }, { status });
}

/** What the result of a failed request is answered with. */
export function failedResult(failed: ModelError | RequestError, input: unknown): Response {
  const { status } = failed;
  if (failed.kind === 'request_error') {
    const { msg: detail, errorType } = failed;
    const headers = { 'x-fal-error-type': errorType };
    return Response.json({ detail, error_type: errorType }, { status, headers });
  }
  const { type, field, msg, retryable } = failed;
  const loc = field === undefined ? ['body'] : ['body', field];
  const url = `https://docs.fal.ai/errors/#${type}`;
  const headers = retryable === undefined ? {} : { 'x-fal-retryable': String(retryable) };
  return Response.json({ detail: [{ loc, msg, type, url, ctx: {}, input }] }, { status, headers });
}

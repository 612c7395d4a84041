import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { expect, it } from 'vitest';
import { asScreenError, isRefusal, loggable } from '../../../src/bots/discord/refusal.ts';

const request = { files: undefined, body: { content: 'a secret prompt' } };
const url = 'http://127.0.0.1/api/v10/webhooks/1/secret-token';
const refusedWith = (status: number, code: number, message = 'words') =>
  new DiscordAPIError({ code, message }, code, status, 'PATCH', url, request);

it.each([
  [413, 40005, 'too_big'],
  [404, 10003, 'gone'],
  [404, 10004, 'gone'],
  [404, 10008, 'gone'],
  [403, 50001, 'not_allowed'],
  [403, 50013, 'not_allowed'],
  [401, 0, 'not_allowed'],
  [429, 30046, 'rate_limited'],
  [400, 50035, 'refused'],
  [400, 160005, 'refused'],
])('reads %i with code %i as %s', (status, code, expected) => {
  expect(asScreenError(refusedWith(status, code)).code).toBe(expected);
});

it('reads a page from a proxy in front of Discord by its status', () => {
  const page = new DiscordAPIError({ error: '', error_description: '' }, '', 413, 'POST', url, request);
  expect(asScreenError(page).code).toBe('too_big');
});

it('takes what may pass for retryable, with the time that Discord names', () => {
  const limit = {
    timeToReset: 0,
    retryAfter: 12_000,
    sublimitTimeout: 0,
    limit: 5,
    method: 'PATCH',
    hash: '',
    url,
  };
  const more = { route: '', majorParameter: '', global: false, scope: 'user' as const };
  expect(asScreenError(new RateLimitError({ ...limit, ...more }))).toMatchObject({
    code: 'rate_limited',
    retryAfterMs: 12_000,
  });
  expect(asScreenError(refusedWith(429, 30046))).toMatchObject({ retryable: true, retryAfterMs: 5000 });
  const down = new HTTPError(502, 'Bad Gateway', 'GET', url, request);
  expect(asScreenError(down)).toMatchObject({ code: 'unreachable', retryable: true });
  expect(asScreenError(new Error('ECONNRESET'))).toMatchObject({ code: 'unreachable', retryable: true });
});

it('keeps neither the request nor its address, in the error and in the log', () => {
  const error = refusedWith(403, 50013);
  const everything = JSON.stringify([asScreenError(error), asScreenError(error).cause, loggable(error)]);
  expect(everything).not.toMatch(/secret/);
  expect(isRefusal(asScreenError(error), 50013)).toBe(true);
  expect(loggable(error)).toEqual({ problem: 'Discord answered 403 (50013: words)', code: 50013 });
});

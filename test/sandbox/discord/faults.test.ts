import { randomBytes } from 'node:crypto';
import { Routes } from 'discord.js';
import { expect, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { restOf, standInForTest } from './real-bot.ts';

const anySend = /^POST \/channels\/\d+\/messages$/;

function send(standIn: DiscordStandIn, body: object, timeout = 15_000): Promise<unknown> {
  return restOf(standIn, { timeout, retries: 3 }).post(
    Routes.channelMessages(standIn.channel('general').id),
    { body },
  );
}

test('a request that times out after it was heard is repeated: a nonce makes it one message', async () => {
  const standIn = await standInForTest();

  standIn.faults.add(anySend, { kind: 'hang_after_accept' }, 2);
  await send(standIn, { content: 'once', nonce: '1', enforce_nonce: true }, 200);
  expect(standIn.messages('general').map(({ text }) => text)).toEqual(['once']);

  standIn.faults.add(anySend, { kind: 'hang_after_accept' }, 2);
  await send(standIn, { content: 'thrice' }, 200);
  expect(standIn.messages('general').map(({ text }) => text)).toEqual(['once', 'thrice', 'thrice', 'thrice']);
});

test('faults hit the request they name, as often as told', async () => {
  const standIn = await standInForTest();
  const { id } = standIn.channel('general');

  standIn.faults.add(`POST /channels/${id}/messages`, { kind: 'rate_limited', retryAfterSeconds: 0.1 });
  standIn.faults.add(anySend, { kind: 'status', status: 502, body: '<html>Bad Gateway</html>' });
  standIn.faults.add(anySend, { kind: 'reset' });
  await send(standIn, { content: 'at last' });

  expect(standIn.messages('general')).toHaveLength(1);
  expect(standIn.calls.count('POST /channels/:channel/messages')).toBe(1);
});

test('a connection that breaks after the work leaves a second message', async () => {
  const standIn = await standInForTest();
  standIn.faults.add(anySend, { kind: 'reset_after_accept' });
  await send(standIn, { content: 'x' });
  expect(standIn.messages('general')).toHaveLength(2);
});

test('an answer can be malformed, or an error although the work was done', async () => {
  const standIn = await standInForTest();
  standIn.faults.add(anySend, { kind: 'malformed' });
  await expect(send(standIn, { content: 'x' })).rejects.toBeInstanceOf(SyntaxError);
  standIn.faults.add(anySend, { kind: 'status_after_accept', status: 500 });
  await send(standIn, { content: 'y' });
  expect(standIn.messages('general').map(({ text }) => text)).toEqual(['x', 'y', 'y']);
});

test('a rate limit is told in headers that discord.js paces itself by', async () => {
  const standIn = await standInForTest();
  standIn.rateLimits.set('POST /channels/:channel/messages', { requests: 2, perMs: 300 });
  const rest = restOf(standIn);
  const route = Routes.channelMessages(standIn.channel('general').id);
  const statuses: number[] = [];
  rest.on('response', (_, { status }) => statuses.push(status));
  const started = Date.now();

  await Promise.all(['1', '2', '3', '4', '5'].map((content) => rest.post(route, { body: { content } })));

  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  expect(Date.now() - started).toBeGreaterThan(550);
});

test('who ignores the limit gets 429', async () => {
  const standIn = await standInForTest();
  standIn.rateLimits.set('GET /users/@me', { requests: 1, perMs: 60_000 });
  const ask = () =>
    fetch(`${standIn.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${standIn.token}` } });

  expect((await ask()).headers.get('x-ratelimit-remaining')).toBe('0');
  const refused = await ask();

  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(await refused.json()).toMatchObject({ global: false });
});

test('a file over the limit is refused with Discord’s code, one far over it with a page', async () => {
  const standIn = await standInForTest({
    settings: { uploadLimitBytes: 1_000_000, requestLimitBytes: 5_000_000 },
  });
  const rest = restOf(standIn);
  const route = Routes.channelMessages(standIn.channel('general').id);
  const upload = (bytes: number) =>
    rest.post(route, { files: [{ name: 'a.bin', data: randomBytes(bytes) }] });

  await expect(upload(1_000_001)).rejects.toMatchObject({ status: 413, code: 40005 });
  await expect(upload(6_000_000)).rejects.toMatchObject({ status: 413, code: undefined });
  await upload(1_000_000);
  expect(standIn.messages('general')[0]?.attachments[0]?.size).toBe(1_000_000);
});

import { expect, test } from 'vitest';
import { aStatus } from './messages.ts';
import { place, scene, until } from './workspace.ts';

const opening = { nonce: 'open-1', mayExist: false, line: ['Edit asked by ', { person: 'U0MARA00001' }] };

test('a request made by a message has its thread there, and nothing is posted for it', async () => {
  const { slack, bot } = await scene();
  expect(await bot.openThread(place(slack, { message: '1763.1' }), opening)).toBe('1763.1');
  expect(await bot.openThread(place(slack, { thread: '1763.0', message: '1763.1' }), opening)).toBe('1763.0');
  expect(slack.messages('campaign-x')).toEqual([]);
});

test('a request made by a form gets a message of its own, which is found again after a crash', async () => {
  const { slack, bot, another, desk } = await scene();
  const thread = await bot.openThread(place(slack), opening);
  await slack.person('Mara').post({ channel: 'campaign-x', text: 'meanwhile' });
  const second = another();
  await second.start(desk);
  expect(await second.openThread(place(slack), { ...opening, mayExist: true })).toBe(thread);
  expect(await second.openThread(place(slack), { ...opening, nonce: 'open-2', mayExist: true })).not.toBe(
    thread,
  );
  expect(slack.message(thread)?.text).toBe('Edit asked by <@U0MARA00001>');
});

test('a status is posted once, however often it is sent, and then changed in place', async () => {
  const { slack, bot } = await scene();
  const thread = await bot.openThread(place(slack), opening);
  const there = { ...place(slack), thread };
  const ref = await bot.post(there, { message: aStatus(), nonce: 'status-1', mayExist: false });
  expect(await bot.post(there, { message: aStatus(), nonce: 'status-1', mayExist: true })).toBe(ref);
  const done = aStatus({ steps: [{ state: 'done', text: 'Delivered' }], buttons: [] });
  expect(await bot.update(there, ref, done, 'change')).toBe('shown');
  const [, message, ...more] = slack.thread('campaign-x', thread);
  expect(more).toEqual([]);
  expect(message?.blocks).toMatchObject([
    { type: 'plan', tasks: [{ status: 'complete' }] },
    { type: 'context' },
  ]);
  expect(message?.metadata).toEqual({ event_type: 'recut_edit', event_payload: { nonce: 'status-1' } });
});

test('a message is known by its nonce, not by what it shows', async () => {
  const { slack, bot } = await scene();
  const thread = await bot.openThread(place(slack), opening);
  const there = { ...place(slack), thread };
  const first = await bot.post(there, { message: aStatus(), nonce: 'a', mayExist: true });
  const second = await bot.post(there, { message: aStatus(), nonce: 'b', mayExist: true });
  expect(second).not.toBe(first);
});

test('where plans are refused the bot falls back, once, and remembers', async () => {
  const { slack, bot } = await scene();
  slack.refuseBlocks('plan', 'task_card');
  const thread = await bot.openThread(place(slack), opening);
  const there = { ...place(slack), thread };
  const ref = await bot.post(there, { message: aStatus(), nonce: 's', mayExist: false });
  await bot.update(there, ref, aStatus({ facts: ['later'] }), 'change');
  expect(slack.message(ref)?.blocks.map(({ type }) => type)).toEqual([
    'section',
    'section',
    'context',
    'actions',
  ]);
  const refused = slack.calls.list().filter(({ outcome }) => outcome === 'invalid_blocks');
  expect(refused).toHaveLength(1);
});

test('the clock of running edits leaves room for what matters: at most 40 updates a minute, half of them ticks', async () => {
  let now = Date.now();
  const { slack, bot } = await scene({ bot: { clock: { now: () => now } } });
  const thread = await bot.openThread(place(slack), opening);
  const there = { ...place(slack), thread };
  const ref = await bot.post(there, { message: aStatus(), nonce: 's', mayExist: false });
  const tick = () => bot.update(there, ref, aStatus({ facts: [String(now)] }), 'heartbeat');
  const ticks = [];
  for (let count = 0; count < 25; count += 1) ticks.push(await tick());
  expect(ticks.filter((shown) => shown === 'shown')).toHaveLength(20);
  for (let count = 0; count < 20; count += 1) {
    expect(await bot.update(there, ref, aStatus({ facts: [`change ${count}`] }), 'change')).toBe('shown');
  }
  await expect(bot.update(there, ref, aStatus(), 'change')).rejects.toMatchObject({
    code: 'rate_limited',
    retryable: true,
    retryAfterMs: 60_000,
  });
  expect(slack.calls.count('chat.update')).toBe(40);
  now += 60_000;
  expect(await tick()).toBe('shown');
});

test('after a 429 ticks are skipped and changes say when to come back, until Slack has cooled off', async () => {
  let now = Date.now();
  const { slack, bot } = await scene({ bot: { clock: { now: () => now } } });
  const thread = await bot.openThread(place(slack), opening);
  const there = { ...place(slack), thread };
  const ref = await bot.post(there, { message: aStatus(), nonce: 's', mayExist: false });
  slack.faults.add('chat.update', { kind: 'rate_limited', retryAfterSeconds: 7 });
  await expect(bot.update(there, ref, aStatus(), 'change')).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterMs: 7_000,
  });
  expect(await bot.update(there, ref, aStatus(), 'heartbeat')).toBe('skipped');
  await expect(bot.update(there, ref, aStatus(), 'change')).rejects.toMatchObject({ retryAfterMs: 7_000 });
  now += 7_000;
  expect(await bot.update(there, ref, aStatus(), 'change')).toBe('shown');
  expect(slack.calls.count('chat.update')).toBe(1);
});

test('a post that Slack limits says when to come back', async () => {
  const { slack, bot } = await scene();
  slack.faults.add('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 3 });
  await expect(bot.openThread(place(slack), opening)).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterMs: 3_000,
  });
});

test('a post whose answer is lost is not sent again by itself, and found when it is asked for again', async () => {
  const { slack, bot } = await scene();
  const thread = await bot.openThread(place(slack), opening);
  const there = { ...place(slack), thread };
  slack.faults.add('chat.postMessage', { kind: 'status_after_accept', status: 503 });
  const outgoing = { message: aStatus(), nonce: 's', mayExist: false };
  await expect(bot.post(there, outgoing)).rejects.toMatchObject({ code: 'unreachable', retryable: true });
  const ref = await bot.post(there, { ...outgoing, mayExist: true });
  expect(slack.thread('campaign-x', thread).map(({ ts }) => ts)).toEqual([thread, ref]);
});

test.each([
  ['status 500', { kind: 'status', status: 500 }, 'unreachable'],
  ['a torn connection', { kind: 'reset' }, 'unreachable'],
  ['half an answer', { kind: 'malformed' }, 'unreachable'],
  ['a login page', { kind: 'status', status: 200, body: '<html>login</html>' }, 'unreachable'],
  ['status 400', { kind: 'status', status: 400 }, 'refused'],
] as const)('a call that ends in %s is told as what it is', async (_, fault, code) => {
  const { slack, bot } = await scene();
  slack.faults.add('chat.update', fault);
  const update = bot.update({ ...place(slack), thread: '1.1' }, '1.2', aStatus(), 'change');
  await expect(update).rejects.toMatchObject({ code });
});

test('a deleted message, and a channel that the bot was removed from, are gone', async () => {
  const { slack, bot } = await scene();
  const thread = await bot.openThread(place(slack), opening);
  const there = { ...place(slack), thread };
  await expect(bot.update(there, '1.2', aStatus(), 'change')).rejects.toMatchObject({ code: 'gone' });
  const secret = slack.channel('launch-secret').id;
  await expect(bot.openThread(place(slack, { channel: secret }), opening)).rejects.toMatchObject({
    code: 'gone',
  });
});

test('a public channel is joined when an edit has to be posted there', async () => {
  const { slack, bot } = await scene();
  const general = slack.channel('general').id;
  const thread = await bot.openThread(place(slack, { channel: general }), opening);
  await until(() => slack.messages('general').find(({ ts }) => ts === thread));
  expect(slack.channel('general').members.has(slack.bot.userId)).toBe(true);
});

test('a token that was revoked is not_allowed', async () => {
  const { slack, bot } = await scene();
  slack.faults.add('chat.update', {
    kind: 'status',
    status: 200,
    body: '{"ok":false,"error":"token_revoked"}',
  });
  const update = bot.update({ ...place(slack), thread: '1.1' }, '1.2', aStatus(), 'change');
  await expect(update).rejects.toMatchObject({ code: 'not_allowed', retryable: false });
});

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { aTake } from './messages.ts';
import { afterwards, place, type Scene, scene } from './workspace.ts';

async function inThread(options: Parameters<typeof scene>[0] = {}) {
  const here = await scene(options);
  const root = await here.slack.person('Mara').post({ channel: 'campaign-x', text: 'look' });
  return { ...here, there: { ...place(here.slack), thread: root.ts } };
}

async function takeFile({ file }: Scene, bytes = 300_000, spoiler = false) {
  const { path, name } = await file('promo-take-1.mp4', bytes);
  return { path, name, bytes, altText: 'A can of cola on a table at dusk', spoiler };
}

test('a take comes as a playable file, then its facts with the buttons', async () => {
  const here = await inThread();
  const { slack, bot, there } = here;
  const file = await takeFile(here);
  const ref = await bot.post(there, { message: aTake(file), nonce: 't1', mayExist: false });
  const [, shown, facts, ...more] = slack.thread('campaign-x', there.thread);
  expect(more).toEqual([]);
  expect(shown?.files).toMatchObject([
    {
      name: 'promo-take-1.mp4',
      title: 'promo-take-1.mp4',
      mimetype: 'video/mp4',
      size: 300_000,
      altText: file.altText,
    },
  ]);
  expect(facts).toMatchObject({ ts: ref, metadata: { event_payload: { nonce: 't1' } } });
  expect(facts?.blocks.map(({ type }) => type)).toEqual(['section', 'actions']);
  expect(await readFile(shown?.files[0]?.path ?? '')).toEqual(await readFile(file.path));
});

test('the pictures of a take come in the same message as its file', async () => {
  const here = await inThread();
  const file = await takeFile(here);
  const picture = {
    ...(await here.file('compare.jpg', 70_000)),
    bytes: 70_000,
    altText: 'Before and after',
    spoiler: false,
  };
  const message = aTake(file, { pictures: [picture] });
  await here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  const [, shown, , ...more] = here.slack.thread('campaign-x', here.there.thread);
  expect(more).toEqual([]);
  expect(shown?.files).toMatchObject([
    { name: 'promo-take-1.mp4', size: 300_000 },
    { name: 'compare.jpg', size: 70_000, mimetype: 'image/jpeg', altText: 'Before and after' },
  ]);
});

test('a take that was posted is not posted again', async () => {
  const here = await inThread();
  const message = aTake(await takeFile(here));
  const ref = await here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  expect(await here.bot.post(here.there, { message, nonce: 't1', mayExist: true })).toBe(ref);
  expect(here.slack.thread('campaign-x', here.there.thread)).toHaveLength(3);
});

test('when the process died between the file and its facts, the file is found and only the facts are posted', async () => {
  const here = await inThread();
  const message = aTake(await takeFile(here));
  here.slack.faults.add('chat.postMessage', { kind: 'reset' });
  const first = here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  await expect(first).rejects.toMatchObject({ code: 'unreachable' });
  const revived = here.another();
  await revived.start(here.desk);
  await revived.post(here.there, { message, nonce: 't1', mayExist: true });
  const shown = here.slack.thread('campaign-x', here.there.thread);
  expect(shown.map(({ files }) => files.length)).toEqual([0, 1, 0]);
});

test('when the answer to the last step of an upload is lost, the file is not uploaded twice', async () => {
  const here = await inThread({ shareDelayMs: 1_200 });
  const message = aTake(await takeFile(here));
  here.slack.faults.add('files.completeUploadExternal', { kind: 'reset_after_accept' });
  const first = here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  await expect(first).rejects.toMatchObject({ code: 'unreachable' });
  await here.bot.post(here.there, { message, nonce: 't1', mayExist: true });
  const shown = here.slack.thread('campaign-x', here.there.thread);
  expect(shown.map(({ files }) => files.length)).toEqual([0, 1, 0]);
});

test('a file that no attempt has posted is uploaded, also when one may have', async () => {
  const here = await inThread();
  const message = aTake(await takeFile(here));
  await here.bot.post(here.there, { message, nonce: 't1', mayExist: true });
  expect(here.slack.thread('campaign-x', here.there.thread)).toHaveLength(3);
}, 15_000);

test('a sensitive take is announced before it, once', async () => {
  const here = await inThread();
  const line = ['The provider marked this take as sensitive.'];
  const message = { ...aTake(await takeFile(here, 1_000, true)), line };
  await here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  const [, warning, file, facts] = here.slack.thread('campaign-x', here.there.thread);
  expect(warning?.text).toMatch(/sensitive/);
  expect([file?.files.length, facts?.blocks.length]).toEqual([1, 3]);
});

test('a withheld take is only a message', async () => {
  const here = await inThread();
  const message = aTake(null, { line: ['It is not shown here.'] });
  await here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  expect(here.slack.calls.count('files.getUploadURLExternal')).toBe(0);
  expect(here.slack.thread('campaign-x', here.there.thread).at(-1)?.text).toMatch(/It is not shown here/);
});

test('the upload address gets the bytes and their exact length, and never the bot token', async () => {
  const here = await inThread();
  const seen: IncomingHttpHeaders[] = [];
  const elsewhere = createServer((request, response) => {
    seen.push(request.headers);
    request.resume().on('end', () => response.end('OK'));
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  afterwards(async () => elsewhere.close());
  const { port } = elsewhere.address() as AddressInfo;
  const ticket = { ok: true, upload_url: `http://127.0.0.1:${port}/upload`, file_id: 'F0ELSEWHERE' };
  here.slack.faults.add('files.getUploadURLExternal', {
    kind: 'status',
    status: 200,
    body: JSON.stringify(ticket),
  });
  const message = aTake(await takeFile(here));
  const post = here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  await expect(post).rejects.toMatchObject({ code: 'unreachable' });
  expect(seen).toMatchObject([{ 'content-length': '300000' }]);
  expect(seen[0]).not.toHaveProperty('authorization');
});

test.each([
  [500, 'unreachable'],
  [413, 'too_big'],
  [403, 'refused'],
] as const)('an upload that is answered with %s is %s', async (status, code) => {
  const here = await inThread();
  here.slack.faults.add(/^POST \/upload\//, { kind: 'status', status });
  const message = aTake(await takeFile(here));
  const post = here.bot.post(here.there, { message, nonce: 't1', mayExist: false });
  await expect(post).rejects.toMatchObject({ code });
});

test('a file over the limit of Slack is too_big, and one that is not allowed says so', async () => {
  const here = await inThread();
  const { path, name } = await here.file('big.mp4', 10);
  const big = { path, name, bytes: 1_000_000_001, altText: '', spoiler: false };
  const post = (file: typeof big) =>
    here.bot.post(here.there, { message: aTake(file), nonce: 't1', mayExist: false });
  await expect(post(big)).rejects.toMatchObject({ code: 'too_big', retryable: false });
  here.slack.faults.add('files.getUploadURLExternal', {
    kind: 'status',
    status: 200,
    body: '{"ok":false,"error":"file_uploads_disabled"}',
  });
  await expect(post({ ...big, bytes: 10 })).rejects.toMatchObject({ code: 'not_allowed' });
});

test('an update changes the facts and buttons of a take and leaves its file', async () => {
  const here = await inThread();
  const file = await takeFile(here);
  const ref = await here.bot.post(here.there, { message: aTake(file), nonce: 't1', mayExist: false });
  await here.bot.update(here.there, ref, aTake(file, { buttons: [] }), 'change');
  const shown = here.slack.thread('campaign-x', here.there.thread);
  expect(shown.map(({ files }) => files.length)).toEqual([0, 1, 0]);
  expect(shown[2]?.blocks.map(({ type }) => type)).toEqual(['section']);
});

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { DiscordBot } from '../../../src/bots/discord/discord-bot.ts';
import type { TakeMessage } from '../../../src/core/views/message.ts';
import { MARA, statusOf, takeOf } from './sample.ts';
import { placeIn, type Scene, scene } from './scene.ts';

const POSTS = 'POST /channels/:channel/messages';
const EDITS = 'PATCH /channels/:channel/messages/:message';
const line = [{ person: MARA }, ' asked for an edit: Make it *dusk*,\nkeep everything else'];
const opening = { nonce: 'opening-of-a-thread', mayExist: false, line };

async function inThread({ discord, bot }: Pick<Scene, 'discord' | 'bot'>) {
  const thread = await bot.openThread(placeIn(discord), opening);
  return { ...placeIn(discord), thread };
}

async function withStatus(stage: Scene) {
  const place = await inThread(stage);
  const ref = await stage.bot.post(place, { message: statusOf(), nonce: 'status', mayExist: false });
  return { place, ref, shown: () => stage.discord.messages(place.thread)[0] };
}

/** The same bot once more, with nothing remembered of what the first one did. */
async function restarted({ another, desk }: Scene): Promise<DiscordBot> {
  const bot = another();
  await bot.start(desk);
  return bot;
}

function takeAt(path: string, change: Partial<NonNullable<TakeMessage['file']>> = {}): TakeMessage {
  const { file } = takeOf();
  return takeOf({ file: file && { ...file, path, ...change } });
}

it('opens a thread on the message that asked, once, and names it after the prompt', async () => {
  const { discord, bot } = await scene();
  const asked = await discord.person('Mara').post({ channel: 'campaign-x', text: '@Recut dusk' });
  const place = placeIn(discord, { message: asked.id });
  expect(await bot.openThread(place, opening)).toBe(asked.id);
  expect(await bot.openThread(place, { ...opening, mayExist: true })).toBe(asked.id);
  expect(discord.threads('campaign-x').map(({ name }) => name)).toEqual([
    'Make it *dusk*, keep everything else',
  ]);
  expect(discord.messages('campaign-x')).toHaveLength(1);
});

it('cuts a long prompt to the name of a thread', async () => {
  const { discord, bot } = await scene();
  const thread = await bot.openThread(placeIn(discord), { ...opening, line: [`${'dusk '.repeat(40)}😀`] });
  expect(discord.world.findThread(thread)?.name).toMatch(/^(dusk ){18}dusk…$/);
});

it('opens a thread on a message of its own where there is none, which notifies only who asked', async () => {
  const { discord, bot } = await scene();
  const mara = discord.person('Mara');
  const own = [{ person: mara.id }, ' asked for an edit: @everyone https://evil.example <@&1>'];
  const thread = await bot.openThread(placeIn(discord), { ...opening, line: own });
  const [message] = discord.messages('campaign-x');
  expect(message).toMatchObject({ id: thread, author: { id: discord.botUserId }, hasThread: true });
  expect(message?.mentions).toMatchObject({ userIds: [mara.id], roleIds: [] });
  expect(message?.text).not.toMatch(/@everyone|https:\/\//);
});

it('finds a thread it has opened and a message it has posted, after a crash in between', async () => {
  const stage = await scene();
  const { place, ref } = await withStatus(stage);
  await stage.bot.stop();
  const bot = await restarted(stage);
  expect(await bot.openThread(placeIn(stage.discord), { ...opening, mayExist: true })).toBe(place.thread);
  expect(await bot.post(place, { message: statusOf(), nonce: 'status', mayExist: true })).toBe(ref);
  expect(stage.discord.messages('campaign-x')).toHaveLength(1);
  expect(stage.discord.messages(place.thread)).toHaveLength(1);
  const other = await bot.post(place, { message: statusOf(), nonce: 'another', mayExist: true });
  expect(other).not.toBe(ref);
});

it.each([{ kind: 'reset_after_accept' } as const, { kind: 'status_after_accept', status: 502 } as const])(
  'posts once although Discord fails after it took the message ($kind)',
  async (fault) => {
    const stage = await scene();
    const place = await inThread(stage);
    stage.discord.faults.add(`POST /channels/${place.thread}/messages`, fault);
    await stage.bot.post(place, { message: statusOf(), nonce: 'status', mayExist: false });
    expect(stage.discord.messages(place.thread)).toHaveLength(1);
  },
);

it('shows the status as one card and keeps it up to date', async () => {
  const stage = await scene();
  const { place, ref, shown } = await withStatus(stage);
  expect(shown()).toMatchObject({ id: ref, isV2: true, buttons: [{ label: 'Cancel' }] });
  const steps = [{ state: 'done', text: 'Delivered' } as const];
  const outcome = { tone: 'good', line: ['Done · $3.03 charged'] } as const;
  const done = statusOf({ steps, outcome, buttons: [] });
  expect(await stage.bot.update(place, ref, done, 'change')).toBe('shown');
  expect(shown()?.text).toBe(
    [
      '**Change the beer to a cola, keep everything else**',
      '-# promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03',
      '✓ Delivered',
      'Done · $3.03 charged',
    ].join('\n'),
  );
  expect(shown()?.buttons).toEqual([]);
});

it('edits messages it never saw, and wakes an archived thread for a change', async () => {
  const stage = await scene();
  const { place, ref, shown } = await withStatus(stage);
  await stage.bot.stop();
  const bot = await restarted(stage);
  stage.discord.person('Dana').archive(place.thread);
  expect(await bot.update(place, ref, statusOf({ title: 'Changed' }), 'change')).toBe('shown');
  expect(shown()?.text).toContain('Changed');
  expect(stage.discord.world.findThread(place.thread)?.archived).toBe(false);
});

it('keeps the budget of edits for what matters', async () => {
  const stage = await scene();
  const { place, ref, shown } = await withStatus(stage);
  stage.discord.rateLimits.set(EDITS, { requests: 2, perMs: 60_000 });
  const second = await stage.bot.post(place, { message: statusOf(), nonce: 'second', mayExist: false });
  expect(await stage.bot.update(place, ref, statusOf({ title: 'one' }), 'change')).toBe('shown');
  await stage.bot.post(place, { message: statusOf(), nonce: 'third', mayExist: false });
  expect(await stage.bot.update(place, second, statusOf(), 'heartbeat')).toBe('skipped');
  expect(await stage.bot.update(place, ref, statusOf({ title: 'two' }), 'change')).toBe('shown');
  const refused = stage.bot.update(place, ref, statusOf({ title: 'three' }), 'change');
  await expect(refused).rejects.toMatchObject({ code: 'rate_limited', retryable: true });
  await expect(refused).rejects.toSatisfy(
    ({ retryAfterMs }: { retryAfterMs: number }) => retryAfterMs > 30_000,
  );
  expect(shown()?.text).toContain('two');
  expect(stage.discord.calls.count(EDITS)).toBe(2);
});

it('waits out a short rate limit by itself', async () => {
  const stage = await scene();
  const { place, ref } = await withStatus(stage);
  stage.discord.faults.add(/^PATCH/, { kind: 'rate_limited', retryAfterSeconds: 0.2 });
  expect(await stage.bot.update(place, ref, statusOf({ title: 'late' }), 'change')).toBe('shown');
});

it('skips heartbeats on an old message that Discord takes no more edits of, and tells of changes', async () => {
  const stage = await scene();
  const { place, ref } = await withStatus(stage);
  const body =
    '{"code":30046,"message":"Maximum number of edits to messages older than 1 hour reached. Try again later."}';
  const bot = await restarted(stage);
  stage.discord.faults.add(/^PATCH/, { kind: 'status', status: 429, body }, 2);
  expect(await bot.update(place, ref, statusOf(), 'heartbeat')).toBe('skipped');
  await expect(bot.update(place, ref, statusOf(), 'change')).rejects.toMatchObject({ code: 'rate_limited' });
  expect(await bot.update(place, ref, statusOf(), 'heartbeat')).toBe('skipped');
  expect(await bot.update(place, ref, statusOf(), 'change')).toBe('shown');
});

it('says what it cannot do: what is gone, what is not allowed, what may pass', async () => {
  const stage = await scene();
  const { discord, bot } = stage;
  const { place, ref } = await withStatus(stage);
  const message = statusOf();
  const deleted = '100000000000000042';
  await expect(bot.update(place, deleted, message, 'change')).rejects.toMatchObject({
    code: 'gone',
    retryable: false,
  });
  const nowhere = { ...place, thread: deleted };
  await expect(bot.post(nowhere, { message, nonce: 'a', mayExist: false })).rejects.toMatchObject({
    code: 'gone',
  });
  const boardroom = placeIn(discord, { channel: discord.channel('boardroom').id });
  await expect(bot.openThread(boardroom, opening)).rejects.toMatchObject({ code: 'not_allowed' });
  discord.denyBot('campaign-x', 'SEND_MESSAGES_IN_THREADS');
  await expect(bot.post(place, { message, nonce: 'b', mayExist: false })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  discord.allowBot('campaign-x');
  discord.faults.add(/^PATCH/, { kind: 'status', status: 503 }, 2);
  await expect(bot.update(place, ref, message, 'change')).rejects.toMatchObject({
    code: 'unreachable',
    retryable: true,
  });
  discord.faults.add(/^PATCH/, { kind: 'malformed' });
  await expect(bot.update(place, ref, message, 'change')).rejects.toMatchObject({ code: 'unreachable' });
});

it('brings a take as a playable file with its description, and keeps it when the buttons change', async () => {
  const stage = await scene();
  const place = await inThread(stage);
  const { path } = await stage.file('take.mp4', 300_000);
  const message = takeAt(path);
  const ref = await stage.bot.post(place, { message, nonce: 'take', mayExist: false });
  const shown = () => stage.discord.messages(place.thread)[0];
  expect(shown()?.attachments).toMatchObject([
    { filename: 'promo-take-1.mp4', contentType: 'video/mp4', size: 300_000, shown: true, spoiler: false },
  ]);
  expect(shown()?.attachments[0]?.description).toBe(message.file?.altText);
  expect(await readFile(shown()?.attachments[0]?.path ?? '')).toEqual(await readFile(path));

  await stage.bot.update(place, ref, { ...message, buttons: [] }, 'change');
  expect(shown()?.buttons).toEqual([]);
  expect(shown()?.attachments).toMatchObject([{ filename: 'promo-take-1.mp4', shown: true }]);
  expect(await stage.bot.findClip(place)).toMatchObject({ name: 'promo-take-1.mp4' });
});

it('brings the pictures of a take in the same message, each with its description', async () => {
  const stage = await scene();
  const place = await inThread(stage);
  const [take, picture] = [await stage.file('take.mp4', 300_000), await stage.file('compare.jpg', 70_000)];
  const shown = {
    ...picture,
    name: 'promo-take-1-before-after.jpg',
    bytes: 70_000,
    altText: 'Before and after',
  };
  const message = { ...takeAt(take.path), pictures: [{ ...shown, spoiler: false }] };
  await stage.bot.post(place, { message, nonce: 'take', mayExist: false });
  const [only, ...more] = stage.discord.messages(place.thread);
  expect(more).toEqual([]);
  expect(only?.attachments).toMatchObject([
    { filename: 'promo-take-1.mp4', size: 300_000, shown: true },
    {
      filename: 'promo-take-1-before-after.jpg',
      contentType: 'image/jpeg',
      size: 70_000,
      shown: true,
      description: 'Before and after',
    },
  ]);
  expect(await readFile(only?.attachments[1]?.path ?? '')).toEqual(await readFile(picture.path));
});

it('veils a sensitive take', async () => {
  const stage = await scene();
  const place = await inThread(stage);
  const { path } = await stage.file('take.mp4');
  await stage.bot.post(place, { message: takeAt(path, { spoiler: true }), nonce: 'take', mayExist: false });
  expect(stage.discord.messages(place.thread)[0]?.attachments).toMatchObject([
    { filename: 'SPOILER_promo-take-1.mp4', spoiler: true, shown: true },
  ]);
});

it.each([
  ['in its own words', { uploadLimitBytes: 1_000_000 }],
  ['as a page of a proxy', { requestLimitBytes: 1_000_000 }],
])('says that a take is too big when Discord does, %s', async (_how, settings) => {
  const stage = await scene({ settings });
  const place = await inThread(stage);
  const { path } = await stage.file('take.mp4', 2_000_000);
  const posted = stage.bot.post(place, { message: takeAt(path), nonce: 'take', mayExist: false });
  await expect(posted).rejects.toMatchObject({ code: 'too_big', retryable: false });
  expect(stage.discord.messages(place.thread)).toHaveLength(0);
});

it('uploads a take once although the connection breaks after Discord took it', async () => {
  const stage = await scene();
  const place = await inThread(stage);
  const { path } = await stage.file('take.mp4', 2_000_000);
  stage.discord.faults.add(`POST /channels/${place.thread}/messages`, { kind: 'reset_after_accept' });
  await stage.bot.post(place, { message: takeAt(path), nonce: 'take', mayExist: false });
  expect(stage.discord.messages(place.thread)).toHaveLength(1);
  expect(stage.discord.calls.count(POSTS)).toBe(3);
});

it('knows when a take is not on the disk any more', async () => {
  const stage = await scene();
  const place = await inThread(stage);
  const message = takeAt(`${stage.dir}/none.mp4`);
  await expect(stage.bot.post(place, { message, nonce: 'take', mayExist: false })).rejects.toMatchObject({
    code: 'file_gone',
  });
});

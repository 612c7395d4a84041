import { expect, it } from 'vitest';
import type { Answer, ShownModal } from '../../../src/sandbox/discord/person/answer.ts';
import { editId } from './recording-desk.ts';
import { statusOf } from './sample.ts';
import { placeIn, type Scene, scene, until } from './scene.ts';

function messageOf(answer: Answer) {
  if (!('message' in answer)) throw new Error(`there is no message but ${answer.kind}`);
  return answer.message;
}

function modalOf(answer: Answer): ShownModal {
  if (answer.kind !== 'modal') throw new Error(`there is no form but ${answer.kind}`);
  return answer.modal;
}

/** What the core does after a request: a thread, and the status in it. */
async function show({ discord, bot }: Scene, n: number): Promise<{ thread: string; status: string }> {
  const thread = await bot.openThread(placeIn(discord), {
    nonce: `thread-${n}`,
    mayExist: false,
    line: ['Dusk'],
  });
  const message = statusOf({ edit: editId(n) });
  const status = await bot.post(
    { ...placeIn(discord), thread },
    { message, nonce: `status-${n}`, mayExist: false },
  );
  return { thread, status };
}

it('takes /edit with files: durable first, then a private answer, then the link to the thread', async () => {
  const stage = await scene();
  const { discord, bot, desk, file } = stage;
  const mara = discord.person('Mara');
  const answer = await mara.slash(
    '/edit',
    {
      prompt: ' swap the beer for @Image1 --quote ',
      video: await file('promo.mp4', 2000),
      image1: await file('cola.png', 100),
      quality: 'draft',
      sound: false,
      from: '0:02',
    },
    'campaign-x',
  );
  expect(answer).toMatchObject({ kind: 'deferred', ephemeral: true });
  const [ask] = desk.asks;
  expect(ask).toMatchObject({
    place: placeIn(discord),
    person: mara.id,
    text: 'swap the beer for @Image1 --quote',
    uploads: [],
    chosen: {
      clip: { kind: 'upload', name: 'promo.mp4', bytes: 2000 },
      images: [{ kind: 'upload', name: 'cola.png', bytes: 100 }],
      quality: 'draft',
      keepSound: false,
      from: '0:02',
    },
  });
  expect(ask?.keys).toEqual([expect.stringMatching(/^discord:interaction:\d+$/)]);
  const clip = ask?.chosen?.clip;
  const { url } = await bot.locate(placeIn(discord), clip?.kind === 'upload' ? clip.ref : '');
  expect((await fetch(url)).status).toBe(200);

  const { thread } = await show(stage, 1);
  const told = await until(() => mara.ephemerals('campaign-x').find(({ loading }) => !loading));
  expect(told.content).toBe(`Your edit is in <#${thread}>.`);
});

it('uses the thread that /edit was used in', async () => {
  const { discord, bot, desk } = await scene();
  const mara = discord.person('Mara');
  const starter = await mara.post({ channel: 'campaign-x', text: 'an idea' });
  const thread = await bot.openThread(placeIn(discord, { message: starter.id }), opening);
  await mara.slash('/edit', { prompt: 'make it dusk' }, thread);
  expect(desk.asks[0]?.place).toEqual(placeIn(discord, { thread }));
});

it('leaves to the core what was not chosen', async () => {
  const { discord, desk } = await scene();
  await discord.person('Mara').slash('/edit', { prompt: 'make it dusk' }, 'campaign-x');
  expect(desk.asks[0]?.chosen).toEqual({});
});

it('shows what is wrong privately with what was typed, and takes it back into a form', async () => {
  const { discord, desk, file } = await scene();
  const mara = discord.person('Mara');
  desk.wrong = [{ field: 'prompt', text: 'There is no @Image3.' }];
  const options = {
    prompt: 'a *cola* like @Image3',
    video: await file('promo.mp4'),
    quality: 'draft',
    to: '0:07',
  };
  const refused = await mara.slash('/edit', options, 'campaign-x');
  expect(refused).toMatchObject({ kind: 'message', ephemeral: true });
  const notice = messageOf(refused);
  expect(notice.text).toBe('There is no @Image3.\n> a \\*cola\\* like @Image3');
  expect(desk.asks).toHaveLength(0);

  const form = modalOf(await mara.press(notice.id, 'Change it'));
  const fields = JSON.stringify(form.form.components);
  expect(fields).toContain('"value":"a *cola* like @Image3"');
  expect(fields).toContain('"value":"– 0:07"');
  desk.wrong = [];
  await mara.submitModal(form, { prompt: 'a cola like @Image1', files: [await file('cola.png')] });
  expect(desk.asks[0]).toMatchObject({
    text: 'a cola like @Image1',
    chosen: {
      clip: { kind: 'upload', name: 'promo.mp4' },
      images: [{ name: 'cola.png' }],
      quality: 'draft',
      keepSound: true,
      to: '0:07',
    },
  });
});

it('opens the form from a message with a video, which the thread will hang on', async () => {
  const { discord, bot, desk, file } = await scene({ settings: { messageContentIntent: false } });
  const mara = discord.person('Mara');
  const files = [await file('still.png'), await file('promo.mp4', 4000)];
  const target = await discord.person('Lee').post({ channel: 'campaign-x', text: 'look', files });
  const form = modalOf(await mara.messageCommand('Edit this video', target.id));
  expect(form.title).toBe('Edit this video');

  const sent = await mara.submitModal(form, {
    prompt: 'swap the beer for @Image1',
    files: [await file('cola.png')],
    quality: 'draft',
    sound: false,
    part: '0:02 – 0:07',
  });
  expect(sent).toMatchObject({ kind: 'deferred', ephemeral: true });
  const [ask] = desk.asks;
  expect(ask).toMatchObject({
    place: placeIn(discord, { message: target.id }),
    text: 'swap the beer for @Image1',
    chosen: {
      clip: { kind: 'upload', name: 'promo.mp4', bytes: 4000 },
      images: [{ name: 'cola.png' }],
      quality: 'draft',
      keepSound: false,
      from: '0:02',
      to: '0:07',
    },
  });
  const clip = ask?.chosen?.clip;
  const { url } = await bot.locate(placeIn(discord), clip?.kind === 'upload' ? clip.ref : '');
  expect((await fetch(url)).status).toBe(200);
});

it('takes the clip in the form where the message had none', async () => {
  const { discord, desk, file } = await scene();
  const mara = discord.person('Mara');
  const target = await mara.post({ channel: 'campaign-x', text: 'no video here' });
  const form = modalOf(await mara.messageCommand('Edit this video', target.id));
  const files = [await file('cola.png'), await file('promo.mp4')];
  await mara.submitModal(form, { prompt: 'swap the beer', files });
  expect(desk.asks[0]?.chosen).toMatchObject({ clip: { name: 'promo.mp4' }, images: [{ name: 'cola.png' }] });
});

it('knows an open form again after a restart, and says so when it does not', async () => {
  const { discord, bot, desk, another, file } = await scene({ start: false });
  const memory = new Map<string, unknown>();
  const kept = {
    get: async (key: string) => memory.get(key),
    set: async (key: string, value: unknown) => void memory.set(key, value),
  };
  const first = another({ memory: kept });
  await first.start(desk);
  const mara = discord.person('Mara');
  const target = await mara.post({ channel: 'campaign-x', files: [await file('promo.mp4')] });
  const form = modalOf(await mara.messageCommand('Edit this video', target.id));
  await first.stop();
  const second = another({ memory: kept });
  await second.start(desk);
  await mara.submitModal(form, { prompt: 'make it dusk' });
  expect(desk.asks[0]?.chosen).toMatchObject({ clip: { name: 'promo.mp4' } });

  await second.stop();
  await bot.start(desk);
  const lost = await mara.submitModal(form, { prompt: 'make it *blue*' });
  expect(messageOf(lost).content).toBe('This form is too old. Please open it again.\n> make it \\*blue\\*');
  expect(desk.asks).toHaveLength(1);
});

it('says privately when a form could not be kept, instead of opening one that cannot come back', async () => {
  const broken = { get: async () => undefined, set: () => Promise.reject(new Error('disk full')) };
  const { discord, file } = await scene({ bot: { memory: broken } });
  const mara = discord.person('Mara');
  const target = await mara.post({ channel: 'campaign-x', files: [await file('promo.mp4')] });
  expect(messageOf(await mara.messageCommand('Edit this video', target.id)).content).toMatch(
    /could not save this/,
  );
});

it('says privately what it may not do in a channel, and takes nothing in there', async () => {
  const { discord, desk } = await scene();
  discord.denyBot('campaign-x', 'CREATE_PUBLIC_THREADS', 'ATTACH_FILES');
  const answer = await discord.person('Mara').slash('/edit', { prompt: 'make it dusk' }, 'campaign-x');
  expect(answer).toMatchObject({ kind: 'message', ephemeral: true });
  expect(messageOf(answer).content).toMatch(
    /lacks the permissions Attach Files, Create Public Threads\..*\n> make it dusk$/,
  );
  expect(desk.asks).toEqual([]);
});

it('says privately when a request or a button could not be saved', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const mara = discord.person('Mara');
  const { status } = await show(stage, 1);
  desk.isAway = true;
  for (const answer of [
    await mara.slash('/edit', { prompt: 'make it dusk' }, 'campaign-x'),
    await mara.press(status, 'Cancel'),
  ]) {
    expect(answer).toMatchObject({ kind: 'message', ephemeral: true });
    expect(messageOf(answer).content).toMatch(/could not save this/);
  }
});

it('survives an interaction that arrives twice, and accepts it once', async () => {
  const { discord, desk, bot, log } = await scene();
  discord.gateway.delivery.duplicate('INTERACTION_CREATE');
  const answer = await discord.person('Mara').slash('/edit', { prompt: 'make it dusk' }, 'campaign-x');
  expect(answer.kind).toBe('deferred');
  await until(() => log.some((line) => line.includes('40060')));
  expect(desk.asks).toHaveLength(1);
  expect(bot.connected()).toBe(true);
});

it('loses nothing when the answer cannot be given', async () => {
  const stage = await scene();
  const { discord, desk, log } = stage;
  discord.faults.add(/PATCH \/webhooks\//, {
    kind: 'status',
    status: 404,
    body: '{"code":10015,"message":"Unknown Webhook"}',
  });
  await discord.person('Mara').slash('/edit', { prompt: 'make it dusk' }, 'campaign-x');
  await show(stage, 1);
  await until(() => log.some((line) => line.includes('could not be completed')));
  expect(desk.asks).toHaveLength(1);
});

it('hands a button to the desk, and shows what the desk says', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const mara = discord.person('Mara');
  const { status, thread } = await show(stage, 1);
  expect(await mara.press(status, 'Cancel')).toMatchObject({ kind: 'deferred_update' });
  expect(desk.presses[0]).toMatchObject({
    action: 'cancel',
    edit: editId(1),
    person: mara.id,
    place: { platform: 'discord', team: discord.guildId, channel: discord.channel('campaign-x').id },
  });
  expect(desk.presses[0]?.keys).toEqual([expect.stringMatching(/^discord:interaction:\d+$/)]);

  desk.answer = { kind: 'note', line: ['Only ', { person: mara.id }, ' can do *this*.'] };
  const note = await discord.person('Lee').press(status, 'Cancel');
  expect(note).toMatchObject({ kind: 'message', ephemeral: true });
  expect(messageOf(note).content).toBe(`Only <@${mara.id}> can do \\*this\\*.`);
  expect(messageOf(note).mentions.userIds).toEqual([]);

  const chosen = {
    clip: { kind: 'take' as const, edit: editId(1) },
    quality: 'draft' as const,
    from: '0:02',
  };
  desk.answer = { kind: 'form', prompt: 'make it dusk', chosen };
  const form = modalOf(await mara.press(status, 'Cancel'));
  desk.wrong = [];
  await mara.submitModal(form, { prompt: 'make it night' });
  expect(desk.asks[0]).toMatchObject({
    place: placeIn(discord, { thread }),
    text: 'make it night',
    chosen: { clip: { kind: 'take', edit: editId(1) } },
  });
});

it('writes down neither tokens nor prompts nor signed addresses', async () => {
  const { discord, log, desk, file } = await scene();
  const mara = discord.person('Mara');
  await mara.slash('/edit', { prompt: 'the secret sauce', video: await file('promo.mp4') }, 'campaign-x');
  desk.isAway = true;
  await mara.slash('/edit', { prompt: 'the secret sauce' }, 'campaign-x');
  await mara.post({ channel: 'campaign-x', text: '@Recut the secret sauce' });
  await until(() => log.filter((line) => line.includes('could not be saved')).length === 2);
  expect(log.join('')).not.toMatch(/secret sauce|ex=|\/attachments\//);
  expect(log.join('')).not.toContain(discord.token);
});

const opening = { nonce: 'opening-of-a-thread', mayExist: false, line: ['Make it dusk'] };

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { placeIn, scene, until } from './scene.ts';

it('hears a mention with a clip, and can download the clip', async () => {
  const { discord, bot, desk, file } = await scene();
  const clip = await file('promo.mov', 5000);
  const message = await discord
    .person('Mara')
    .post({ channel: 'campaign-x', text: '@Recut make it dusk', files: [clip] });

  const ask = await until(() => desk.asks[0]);
  expect(ask).toMatchObject({
    keys: [`discord:message:${message.id}`],
    place: placeIn(discord, { message: message.id }),
    person: discord.person('Mara').id,
    text: 'make it dusk',
    uploads: [{ name: 'promo.mov', bytes: 5000, mimeType: 'video/quicktime' }],
  });
  const { url, headers, tokenHosts } = await bot.locate(ask.place, ask.uploads[0]?.ref ?? '');
  expect([headers, tokenHosts]).toEqual([{}, []]);
  const downloaded = await fetch(url);
  expect(Buffer.from(await downloaded.arrayBuffer())).toEqual(await readFile(clip.path));
});

it("hears a mention of the bot's role, also when Discord does not show it the text", async () => {
  const { discord, desk, file } = await scene({ settings: { roleMentionRevealsContent: false } });
  await discord.person('Mara').post({
    channel: 'campaign-x',
    text: `<@&${discord.botRoleId}> make it dusk`,
    files: [await file('promo.mp4')],
  });
  const ask = await until(() => desk.asks[0]);
  expect(ask).toMatchObject({ text: 'make it dusk', uploads: [{ name: 'promo.mp4' }] });
});

it('finds the clip of the message that a request replies to', async () => {
  const { discord, bot, desk, file } = await scene();
  const original = await discord
    .person('Lee')
    .post({ channel: 'campaign-x', files: [await file('beer.mp4', 3000)] });
  await discord
    .person('Mara')
    .post({ channel: 'campaign-x', text: '@Recut make it cola', replyTo: original.id });
  const ask = await until(() => desk.asks[0]);
  const found = await bot.findClip(ask.place);
  expect(found).toMatchObject({ name: 'beer.mp4', bytes: 3000 });
  expect((await fetch((await bot.locate(ask.place, found?.ref ?? '')).url)).status).toBe(200);
});

it('finds the clip of the message that a thread hangs on, else the newest in the thread', async () => {
  const { discord, bot, file } = await scene();
  const mara = discord.person('Mara');
  const starter = await mara.post({
    channel: 'campaign-x',
    text: '@Recut hi',
    files: [await file('first.mp4')],
  });
  const thread = await bot.openThread(placeIn(discord, { message: starter.id }), opening);
  const later = await mara.post({ channel: thread, text: 'this one', files: [await file('later.mp4')] });
  const asking = await mara.post({ channel: thread, text: '@Recut and now' });
  const place = placeIn(discord, { thread, message: asking.id });
  expect(await bot.findClip(place)).toMatchObject({ name: 'first.mp4' });
  mara.delete(starter.id);
  expect(await bot.findClip(place)).toMatchObject({ name: 'later.mp4' });
  mara.delete(later.id);
  expect(await bot.findClip(place)).toBeNull();
});

it('hears a mention in a thread it has never seen, after a restart and with the thread archived', async () => {
  const { discord, bot, desk, another } = await scene();
  const mara = discord.person('Mara');
  const starter = await mara.post({ channel: 'campaign-x', text: '@Recut hi' });
  const thread = await bot.openThread(placeIn(discord, { message: starter.id }), opening);
  await until(() => desk.asks.length === 1);
  await bot.stop();
  discord.world.threads().forEach((known) => {
    known.archived = true;
  });
  await another().start(desk);
  const message = await mara.post({ channel: thread, text: '@Recut make it blue' });
  const ask = await until(() => desk.asks[1]);
  expect(ask).toMatchObject({
    text: 'make it blue',
    place: placeIn(discord, { thread, message: message.id }),
  });
});

it('hears direct messages with a clip or a mention, and lets people talk', async () => {
  const { discord, bot, desk, file } = await scene();
  const mara = discord.person('Mara');
  await mara.dm({ text: 'hello there' });
  const message = await mara.dm({ text: 'make it dusk', files: [await file('promo.mp4')] });
  const ask = await until(() => desk.asks[0]);
  expect(ask.place).toEqual({
    platform: 'discord',
    team: '@me',
    channel: message.channelId,
    thread: message.channelId,
    message: message.id,
  });
  expect(await bot.openThread(ask.place, opening)).toBe(message.channelId);
  expect(ask.uploads).toHaveLength(1);

  const reply = await mara.dm({ text: 'and this one', replyTo: message.id });
  const second = await until(() => desk.asks[1]);
  expect(second.place.message).toBe(reply.id);
  expect(await bot.findClip(second.place)).toMatchObject({ name: 'promo.mp4' });
  expect(desk.asks).toHaveLength(2);
});

it('lets people talk in channels and threads', async () => {
  const { discord, desk, file } = await scene();
  const mara = discord.person('Mara');
  await mara.post({ channel: 'campaign-x', text: 'look at this', files: [await file('promo.mp4')] });
  await mara.post({ channel: 'campaign-x', text: '@Editors @everyone what do you think?' });
  await mara.post({ channel: 'campaign-x', text: '@Recut now' });
  await until(() => desk.asks.length > 0);
  expect(desk.asks.map(({ text }) => text)).toEqual(['now']);
});

it('says so when a request could not be saved', async () => {
  const { discord, desk } = await scene();
  desk.isAway = true;
  const message = await discord.person('Mara').post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  const reply = await until(() => discord.messages('campaign-x')[1]);
  expect(reply.content).toMatch(/could not save this/);
  expect(reply.repliesTo).toBe(message.id);
});

it('knows when an upload cannot be had any more', async () => {
  const { discord, bot, desk, file } = await scene();
  const mara = discord.person('Mara');
  const message = await mara.post({
    channel: 'campaign-x',
    text: '@Recut dusk',
    files: [await file('promo.mp4')],
  });
  const { place, uploads } = await until(() => desk.asks[0]);
  mara.delete(message.id);
  await expect(bot.locate(place, uploads[0]?.ref ?? '')).rejects.toMatchObject({
    code: 'file_gone',
    retryable: false,
  });
  const old = `passing:${discord.cdnUrl}/attachments/1/2/a.mp4?ex=65f0a1b2&is=1&hm=2`;
  await expect(bot.locate(place, old)).rejects.toMatchObject({ code: 'file_gone' });
  await expect(bot.locate(place, 'nonsense')).rejects.toMatchObject({ code: 'file_gone' });
});

it('sends nobody to a host that is not of Discord and not trusted', async () => {
  const { discord, bot } = await scene();
  await expect(bot.locate(placeIn(discord), 'passing:http://10.0.0.1/a.mp4')).rejects.toMatchObject({
    code: 'refused',
  });
  expect((await bot.locate(placeIn(discord), 'passing:https://cdn.discordapp.com/a.mp4')).url).toBe(
    'https://cdn.discordapp.com/a.mp4',
  );
});

const opening = { nonce: 'opening-of-a-thread', mayExist: false, line: ['Make it dusk'] };

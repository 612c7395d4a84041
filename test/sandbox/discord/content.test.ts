import { Events, GatewayIntentBits, type Message, Partials } from 'discord.js';
import { expect, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { connect, fileOf, soon, standInForTest } from './real-bot.ts';

const quiet = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

async function listening(standIn: DiscordStandIn, intents = quiet): Promise<Message[]> {
  const heard: Message[] = [];
  await connect(standIn, {
    intents,
    partials: [Partials.Channel],
    prepare: (client) => client.on(Events.MessageCreate, (message) => heard.push(message)),
  });
  return heard;
}

test('without the intent, only a mention shows a bot what people write', async () => {
  const standIn = await standInForTest();
  const heard = await listening(standIn);
  const mara = standIn.person('Mara');
  const clip = await fileOf(100);

  await mara.post({ channel: 'general', text: 'just talk', files: [clip] });
  await mara.post({ channel: 'general', text: '@Recut make it dusk', files: [clip] });

  await expect.poll(() => heard, soon).toHaveLength(2);
  const [talk, request] = heard;
  expect(talk).toMatchObject({ content: '', author: { username: 'mara' } });
  expect(talk?.attachments.size).toBe(0);
  expect(request?.content).toBe(`<@${standIn.botUserId}> make it dusk`);
  expect(request?.attachments.first()).toMatchObject({
    name: 'clip.mp4',
    contentType: 'video/mp4',
    size: 100,
  });
  expect(request?.member?.roles.cache.some(({ name }) => name === 'Editors')).toBe(true);
});

test('with the intent, a bot reads everything', async () => {
  const standIn = await standInForTest();
  const heard = await listening(standIn, [...quiet, GatewayIntentBits.MessageContent]);

  await standIn.person('Mara').post({ channel: 'general', text: 'just talk' });

  await expect.poll(() => heard.map(({ content }) => content), soon).toEqual(['just talk']);
});

test('direct messages are always readable', async () => {
  const standIn = await standInForTest();
  const heard = await listening(standIn);

  await standIn.person('Mara').dm({ text: 'hello', files: [await fileOf(5)] });

  await expect.poll(() => heard, soon).toMatchObject([{ content: 'hello', guild: null }]);
  await heard[0]?.reply('Hello Mara');
  expect(
    standIn
      .person('Mara')
      .directMessages()
      .map(({ text }) => text),
  ).toEqual(['hello', 'Hello Mara']);
});

test('a mention of the bot’s role is no mention of the bot', async () => {
  const standIn = await standInForTest();
  const heard = await listening(standIn);
  const mara = standIn.person('Mara');

  await mara.post({ channel: 'general', text: `<@&${standIn.botRoleId}> dusk` });
  standIn.settings.roleMentionRevealsContent = true;
  await mara.post({ channel: 'general', text: `<@&${standIn.botRoleId}> dusk` });

  await expect.poll(() => heard, soon).toHaveLength(2);
  for (const message of heard) {
    expect(message.mentions.users.size).toBe(0);
    expect(message.mentions.roles.has(standIn.botRoleId)).toBe(true);
  }
  expect(heard.map(({ content }) => content)).toEqual(['', `<@&${standIn.botRoleId}> dusk`]);
});

test('a mention in a reply does not reveal the message replied to, REST does while the switch is on', async () => {
  const standIn = await standInForTest();
  const heard = await listening(standIn);
  const lee = await standIn
    .person('Lee')
    .post({ channel: 'general', text: 'my clip', files: [await fileOf(9)] });

  await standIn.person('Mara').post({ channel: 'general', text: '@Recut dusk', replyTo: lee.id });

  await expect.poll(() => heard, soon).toHaveLength(2);
  const reply = heard[1];
  expect(reply?.reference?.messageId).toBe(lee.id);
  expect(reply?.mentions.repliedUser?.id).toBe(standIn.person('Lee').id);
  const fetched = await reply?.channel.messages.fetch({ message: lee.id, force: true });
  expect(fetched?.attachments.first()?.name).toBe('clip.mp4');
  standIn.settings.messageContentIntent = false;
  const hidden = await reply?.channel.messages.fetch({ message: lee.id, force: true });
  expect(hidden?.attachments.size).toBe(0);
});

test('a reply calls the author of a plain message, not of an answer to a command', async () => {
  const standIn = await standInForTest();
  const heard = await listening(standIn);
  const channel = standIn.channel('general');
  const asked = await standIn.person('Mara').post({ channel: channel.id, text: '@Recut hi' });
  await expect.poll(() => heard, soon).toHaveLength(1);
  const answer = await heard[0]?.reply('Hi');

  await standIn.person('Mara').post({ channel: channel.id, text: 'thanks', replyTo: answer?.id ?? '' });

  await expect.poll(() => heard, soon).toHaveLength(3);
  expect(heard.map(({ content }) => content)).toEqual([asked.content, 'Hi', 'thanks']);
  expect(standIn.message(answer?.id ?? '')).toMatchObject({
    repliesTo: asked.id,
    mentions: { userIds: [standIn.person('Mara').id] },
  });
});

test('edits and deletions reach the bot', async () => {
  const standIn = await standInForTest();
  const told: string[] = [];
  await connect(standIn, {
    prepare: (client) => {
      client.on(Events.MessageUpdate, (_, { content }) => told.push(content));
      client.on(Events.MessageDelete, () => told.push('gone'));
    },
  });
  const mara = standIn.person('Mara');
  const { id } = await mara.post({ channel: 'general', text: '@Recut dsk' });

  mara.edit(id, '@Recut dusk');
  mara.delete(id);

  await expect.poll(() => told, soon).toEqual([`<@${standIn.botUserId}> dusk`, 'gone']);
  expect(standIn.messages('general')).toEqual([]);
});

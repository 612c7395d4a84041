import { type APIThreadChannel, Events, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { connect, restOf, soon, standInForTest } from './real-bot.ts';

async function threadOnMessage(standIn: DiscordStandIn): Promise<string> {
  const { id, channelId } = await standIn.person('Mara').post({ channel: 'general', text: 'clip' });
  const body = { name: 'Edit', auto_archive_duration: 1440 };
  const thread = await restOf(standIn).post(Routes.threads(channelId, id), { body });
  expect(thread).toMatchObject({ id, parent_id: channelId, type: 11, owner_id: standIn.botUserId });
  return id;
}

test('a message has one thread, with its own id', async () => {
  const standIn = await standInForTest();
  const id = await threadOnMessage(standIn);
  const general = standIn.channel('general').id;
  const again = (place: string, message: string) =>
    restOf(standIn).post(Routes.threads(place, message), { body: { name: 'Edit' } });

  await expect(again(general, id)).rejects.toMatchObject({ code: 160004 });
  const { id: inside } = await standIn.person('Mara').post({ channel: id, text: 'in the thread' });
  await expect(again(id, inside)).rejects.toMatchObject({ code: 50024 });
});

test.each([
  ['an empty name', { name: ' ' }],
  ['a name over 100 characters', { name: 'x'.repeat(101) }],
  ['an archive time that is none', { name: 'x', auto_archive_duration: 61 }],
])('a thread with %s is refused', async (_, body) => {
  const standIn = await standInForTest();
  const route = Routes.threads(standIn.channel('general').id);
  await expect(restOf(standIn).post(route, { body })).rejects.toMatchObject({ code: 50035 });
});

test('an archived thread takes new messages, which wake it, and no edits', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const id = await threadOnMessage(standIn);
  const sent = (await rest.post(Routes.channelMessages(id), { body: { content: '0 %' } })) as { id: string };
  standIn.person('Dana').archive(id);
  const edit = () => rest.patch(Routes.channelMessage(id, sent.id), { body: { content: '50 %' } });

  await expect(edit()).rejects.toMatchObject({ code: 50083 });
  const reaction = Routes.channelMessageOwnReaction(id, sent.id, encodeURIComponent('👍'));
  await expect(rest.put(reaction)).rejects.toMatchObject({ code: 50083 });
  await rest.patch(Routes.channel(id), { body: { archived: false } });
  await edit();
  standIn.person('Dana').archive(id);
  await rest.post(Routes.channelMessages(id), { body: { content: 'Done' } });

  expect(standIn.threads('general')[0]?.archived).toBe(false);
  expect(standIn.messages(id).map(({ text }) => text)).toEqual(['50 %', 'Done']);
});

test('a locked thread wakes for thread managers only', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const id = await threadOnMessage(standIn);
  standIn.person('Dana').archive(id, { locked: true });
  const write = () => rest.post(Routes.channelMessages(id), { body: { content: 'x' } });

  await expect(write()).rejects.toMatchObject({ code: 160005 });
  const wake = rest.patch(Routes.channel(id), { body: { archived: false } });
  await expect(wake).rejects.toMatchObject({ code: 50013 });
  standIn.allowBot('general', 'MANAGE_THREADS');
  await write();
});

test('a private thread is for its members', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const general = standIn.channel('general').id;
  const thread = (await rest.post(Routes.threads(general), {
    body: { name: 'Approval' },
  })) as APIThreadChannel;
  const [mara, lee] = [standIn.person('Mara'), standIn.person('Lee')];

  await rest.put(Routes.threadMembers(thread.id, mara.id));
  await mara.post({ channel: thread.id, text: 'I am in' });

  expect(thread.type).toBe(12);
  await expect(lee.post({ channel: thread.id, text: 'x' })).rejects.toThrow('does not see');
  expect(await rest.get(Routes.threadMembers(thread.id))).toMatchObject([
    { user_id: standIn.botUserId },
    { user_id: mara.id },
  ]);
  await rest.delete(Routes.threadMembers(thread.id, mara.id));
  await expect(rest.get(Routes.threadMembers(thread.id, mara.id))).rejects.toMatchObject({ code: 10007 });
  expect(await rest.get(Routes.guildActiveThreads(standIn.guildId))).toMatchObject({
    threads: [{ id: thread.id }],
  });
});

test('a bot hears of threads, and of nothing in a thread that it does not see', async () => {
  const standIn = await standInForTest();
  const heard: string[] = [];
  await connect(standIn, {
    prepare: (client) => {
      client.on(Events.ThreadCreate, ({ name }, isNew) => heard.push(`${name} ${isNew ? 'new' : 'old'}`));
      client.on(Events.ThreadUpdate, (_, { archived }) => heard.push(archived ? 'archived' : 'awake'));
      client.on(Events.MessageCreate, ({ channel }) =>
        heard.push(`message in ${channel.isThread() && channel.name}`),
      );
    },
  });
  const mara = standIn.person('Mara');
  standIn.person('Dana').startThread({ channel: 'boardroom' }, 'Secret');

  const thread = mara.startThread({ channel: 'general' }, 'Lunch');
  await mara.post({ channel: thread.id, text: 'pizza?' });
  mara.archive(thread.id);
  mara.archive(thread.id, { archived: false });

  await expect.poll(() => heard, soon).toEqual(['Lunch new', 'message in Lunch', 'archived', 'awake']);
});

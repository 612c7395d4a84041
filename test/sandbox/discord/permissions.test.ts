import { Events, Routes, SlashCommandBuilder } from 'discord.js';
import { expect, test } from 'vitest';
import { connect, restOf, standInForTest } from './real-bot.ts';

test('where the bot sees nothing, every request lacks access', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const { id } = standIn.channel('boardroom');

  await expect(rest.get(Routes.channel(id))).rejects.toMatchObject({ code: 50001, status: 403 });
  const send = rest.post(Routes.channelMessages(id), { body: { content: 'x' } });
  await expect(send).rejects.toMatchObject({ code: 50001 });
  standIn.allowBot('boardroom', 'VIEW_CHANNEL');
  expect(await rest.get(Routes.channel(id))).toMatchObject({ name: 'boardroom' });
});

test('each permission that is taken away forbids its own action', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const { id } = standIn.channel('general');
  const asked = await standIn.person('Mara').post({ channel: id, text: 'x' });
  const [messages, threads] = [Routes.channelMessages(id), Routes.threads(id, asked.id)];
  const file = [{ name: 'a.txt', data: 'a' }];

  standIn.denyBot('general', 'ATTACH_FILES', 'CREATE_PUBLIC_THREADS', 'EMBED_LINKS');
  await rest.post(messages, { body: { content: 'x' } });
  const forbidden = [
    () => rest.post(messages, { files: file }),
    () => rest.post(messages, { body: { embeds: [{ title: 'x' }] } }),
    () => rest.post(threads, { body: { name: 'x' } }),
  ];
  for (const request of forbidden) {
    await expect(request()).rejects.toMatchObject({ code: 50013, status: 403 });
  }

  standIn.denyBot('general', 'READ_MESSAGE_HISTORY');
  expect(await rest.get(messages)).toEqual([]);
  await expect(rest.get(Routes.channelMessage(id, asked.id))).rejects.toMatchObject({ code: 50013 });
  const reply = rest.post(messages, { body: { content: 'x', message_reference: { message_id: asked.id } } });
  await expect(reply).rejects.toMatchObject({ code: 160002 });

  standIn.allowBot('general');
  await rest.post(messages, { files: file });
});

test('a thread has its own permission to write', async () => {
  const standIn = await standInForTest();
  const thread = standIn.person('Mara').startThread({ channel: 'general' }, 'Lunch');
  standIn.denyBot('general', 'SEND_MESSAGES_IN_THREADS');
  const send = (channel: string) =>
    restOf(standIn).post(Routes.channelMessages(channel), { body: { content: 'x' } });

  await expect(send(thread.id)).rejects.toMatchObject({ code: 50013 });
  await send(thread.parentId);
});

test('a command works where the bot sees nothing: it can answer, and its thread fails', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  await client.application.commands.set([new SlashCommandBuilder().setName('ping').setDescription('Ping')]);
  const outcome = new Promise((resolve) => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { resource } = await interaction.reply({ content: 'Pong', withResponse: true });
      const route = Routes.threads(interaction.channelId, resource?.message?.id);
      const failed = await client.rest.post(route, { body: { name: 'x' } }).catch(({ code }) => code);
      resolve([interaction.appPermissions.has('ViewChannel'), failed]);
    });
  });

  const answer = await standIn.person('Lee').slash('/ping', {}, 'boardroom');

  expect(answer).toMatchObject({ kind: 'message', message: { text: 'Pong' } });
  expect(await outcome).toEqual([false, 50001]);
});

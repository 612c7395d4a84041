import { readFile } from 'node:fs/promises';
import {
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  ContainerBuilder,
  Events,
  MediaGalleryBuilder,
  MessageFlags,
  SlashCommandBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { connect, fileOf, soon, standInForTest } from './real-bot.ts';

const editCommand = new SlashCommandBuilder()
  .setName('edit')
  .setDescription('Edit a clip by a sentence')
  .addStringOption((option) => option.setName('prompt').setDescription('What to change').setRequired(true))
  .addAttachmentOption((option) => option.setName('video').setDescription('The clip').setFileTypes('video'))
  .addStringOption((option) =>
    option
      .setName('quality')
      .setDescription('How good')
      .addChoices({ name: 'Draft', value: 'draft' }, { name: 'Final', value: 'final' }),
  );

test('an edit runs from the command to a thread with a playable take', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  await client.application.commands.set([editCommand]);
  const take = Buffer.alloc(3_000_000, 'take');
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await carryOut(interaction, take);
  });

  const clip = await fileOf(200_000);
  const values = { prompt: 'make it dusk', video: clip, quality: 'Draft' };
  const answer = await standIn.person('Mara').slash('/edit', values, '#campaign-x');

  expect(answer).toMatchObject({ kind: 'deferred', ephemeral: false, message: { loading: true } });
  await expect
    .poll(() => standIn.threads('campaign-x').flatMap(({ id }) => standIn.messages(id)), soon)
    .toHaveLength(3);
  const [thread] = standIn.threads('campaign-x');
  expect(standIn.messages('campaign-x')).toMatchObject([
    { id: thread?.id, text: 'make it dusk, draft: 200000 bytes', hasThread: true, loading: false },
  ]);
  expect(thread?.name).toBe('make it dusk');
  const [status, plain, gallery] = standIn.messages(thread?.id ?? '');
  expect(status?.history.map(({ text }) => text)).toEqual(['0 %', '30 %', '60 %']);
  expect(status?.text).toBe('90 %');
  expect(await readFile(plain?.attachments[0]?.path ?? '')).toEqual(take);
  expect(gallery).toMatchObject({ isV2: true, text: 'Take 1' });
  expect(gallery?.attachments).toMatchObject([
    { filename: 'take.mp4', contentType: 'video/mp4', description: 'The beer is a cola', shown: true },
    { filename: 'compare.png', contentType: 'image/png', shown: true, spoiler: true },
  ]);
});

async function carryOut(interaction: ChatInputCommandInteraction, take: Buffer): Promise<void> {
  const clip = interaction.options.getAttachment('video', true);
  const size = (await (await fetch(clip.url)).arrayBuffer()).byteLength;
  const prompt = interaction.options.getString('prompt', true);
  const quality = interaction.options.getString('quality');
  const reply = await interaction.editReply(`${prompt}, ${quality}: ${size} bytes`);
  const thread = await reply.startThread({ name: prompt });
  const status = await thread.send('0 %');
  for (const share of ['30 %', '60 %', '90 %']) await status.edit(share);
  await thread.send({ files: [new AttachmentBuilder(take, { name: 'take 1.mp4' })] });
  const container = new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('Take 1'))
    .addMediaGalleryComponents(
      new MediaGalleryBuilder().addItems(
        { media: { url: 'attachment://take.mp4' } },
        { media: { url: 'attachment://compare.png' }, spoiler: true },
      ),
    );
  await thread.send({
    flags: MessageFlags.IsComponentsV2,
    components: [container],
    files: [
      new AttachmentBuilder(take, { name: 'take.mp4', description: 'The beer is a cola' }),
      new AttachmentBuilder(Buffer.from('png'), { name: 'compare.png' }),
    ],
  });
}

test('the interaction carries what a bot needs to judge it', async () => {
  const standIn = await standInForTest({ settings: { uploadLimitBytes: 8_000_000 } });
  const client = await connect(standIn);
  await client.application.commands.set([editCommand]);
  const seen = new Promise<ChatInputCommandInteraction>((resolve) => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply({ content: 'No.', flags: MessageFlags.Ephemeral });
      resolve(interaction);
    });
  });

  const answer = await standIn.person('Dana').slash('edit', { prompt: 'x' }, 'campaign-x');

  expect(answer).toMatchObject({ kind: 'message', ephemeral: true, message: { text: 'No.' } });
  const interaction = await seen;
  expect(interaction.attachmentSizeLimit).toBe(8_000_000);
  expect(interaction.channelId).toBe(standIn.channel('campaign-x').id);
  expect(interaction.channel?.isTextBased()).toBe(true);
  expect(interaction.memberPermissions?.has('Administrator')).toBe(true);
  expect(interaction.appPermissions.has(['SendMessagesInThreads', 'AttachFiles'])).toBe(true);
  expect(interaction.inCachedGuild() && interaction.member.roles.cache.map(({ name }) => name)).toContain(
    'Budget',
  );
  expect(interaction.locale).toBe('en-US');
  expect(standIn.messages('campaign-x')).toEqual([]);
  expect(standIn.person('Dana').ephemerals('campaign-x')).toMatchObject([{ text: 'No.' }]);
  expect(standIn.person('Mara').ephemerals()).toEqual([]);
});

test('Discord stops what a command does not allow before the bot hears of it', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  await client.application.commands.set([
    editCommand,
    new SlashCommandBuilder().setName('caps').setDescription('Caps').setDefaultMemberPermissions(0),
  ]);
  const mara = standIn.person('Mara');
  const note = await fileOf(10, 'note.txt');

  await expect(mara.slash('/edit', {}, 'campaign-x')).rejects.toThrow('needs the option prompt');
  await expect(mara.slash('/edit', { prompt: 'x', speed: 2 }, 'campaign-x')).rejects.toThrow(
    'no option speed',
  );
  await expect(mara.slash('/edit', { prompt: 'x', video: note }, 'campaign-x')).rejects.toThrow('note.txt');
  await expect(mara.slash('/edit', { prompt: 'x', quality: 'best' }, 'campaign-x')).rejects.toThrow('best');
  await expect(mara.slash('/caps', {}, 'campaign-x')).rejects.toThrow('not for Mara');
  await expect(mara.slash('/edit', { prompt: 'x' }, 'boardroom')).rejects.toThrow('does not see');
  await expect(mara.slash('/cut', {}, 'campaign-x')).rejects.toThrow('no command cut');
});

test('a subcommand arrives with its own options', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  await client.application.commands.set([
    new SlashCommandBuilder()
      .setName('edit-budget')
      .setDescription('Money')
      .addSubcommand((sub) => sub.setName('show').setDescription('Show it'))
      .addSubcommand((sub) =>
        sub
          .setName('set')
          .setDescription('Set a cap')
          .addNumberOption((option) =>
            option.setName('dollars').setDescription('How much').setRequired(true),
          ),
      ),
  ]);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply(
      `${interaction.options.getSubcommand()} ${interaction.options.getNumber('dollars')}`,
    );
  });

  const lee = standIn.person('Lee');
  await lee.slash('/edit-budget set', { dollars: 25.5 }, 'general');
  await expect(lee.slash('/edit-budget', {}, 'general')).rejects.toThrow('no subcommand');

  expect(standIn.messages('general').map(({ text }) => text)).toEqual(['set 25.5']);
});

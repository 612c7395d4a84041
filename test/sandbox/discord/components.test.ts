import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  ContextMenuCommandBuilder,
  Events,
  FileUploadBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { connect, fileOf, soon, standInForTest } from './real-bot.ts';

const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('approve:1').setLabel('Approve').setStyle(ButtonStyle.Success),
  new ButtonBuilder()
    .setCustomId('decline:1')
    .setLabel('Decline')
    .setStyle(ButtonStyle.Danger)
    .setDisabled(true),
  new ButtonBuilder().setURL('https://example.com/').setLabel('Help').setStyle(ButtonStyle.Link),
);

async function sendToGeneral(client: Client, components: object[]): Promise<string> {
  const channel = client.channels.cache.find((known) => 'name' in known && known.name === 'general');
  if (!channel?.isSendable()) throw new Error('general is not there');
  return (await channel.send({ content: 'Approve?', components: components as [] })).id;
}

test('a pressed button changes its message for everybody', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  const roles: string[][] = [];
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isButton() || !interaction.inCachedGuild()) return;
    roles.push(interaction.member.roles.cache.map(({ name }) => name));
    await interaction.update({ content: `Approved by ${interaction.user.displayName}`, components: [] });
  });
  const id = await sendToGeneral(client, [buttons]);

  const answer = await standIn.person('Lee').press(id, 'Approve');

  expect(answer).toMatchObject({ kind: 'update', message: { id, text: 'Approved by Lee', buttons: [] } });
  expect(roles).toEqual([expect.arrayContaining(['Editors', 'Budget'])]);
  expect(standIn.message(id)?.history).toMatchObject([{ text: 'Approve?' }]);
});

test('disabled buttons, links and buttons that are not there cannot be pressed', async () => {
  const standIn = await standInForTest();
  const id = await sendToGeneral(await connect(standIn), [buttons]);
  const mara = standIn.person('Mara');

  await expect(mara.press(id, 'Decline')).rejects.toThrow('disabled');
  await expect(mara.press(id, 'Help')).rejects.toThrow('link');
  await expect(mara.press(id, 'Undo')).rejects.toThrow('there is: Approve, Decline, Help');
});

test('a deferred update edits the message later, and a private note reaches one person', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isButton()) return;
    await interaction.deferUpdate();
    await interaction.followUp({ content: 'Only for you', flags: MessageFlags.Ephemeral });
    await interaction.editReply({ content: 'Done', components: [] });
  });
  const id = await sendToGeneral(client, [buttons]);

  expect(await standIn.person('Mara').press(id, 'approve:1')).toMatchObject({ kind: 'deferred_update' });

  await expect.poll(() => standIn.message(id)?.text, soon).toBe('Done');
  expect(standIn.person('Mara').ephemerals('general')).toMatchObject([
    { text: 'Only for you', repliesTo: id },
  ]);
  expect(standIn.person('Lee').ephemerals('general')).toEqual([]);
  expect(standIn.messages('general')).toHaveLength(1);
});

test('select menus hand over what was picked', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join());
    if (interaction.isUserSelectMenu())
      await interaction.reply(interaction.users.map((user) => user.username).join());
  });
  const quality = new StringSelectMenuBuilder()
    .setCustomId('quality')
    .addOptions({ label: 'Draft', value: 'draft' }, { label: 'Final', value: 'final' });
  const id = await sendToGeneral(client, [
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(quality),
    new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(
      new UserSelectMenuBuilder().setCustomId('who'),
    ),
  ]);
  const mara = standIn.person('Mara');

  expect(await mara.select(id, 'quality', ['Final'])).toMatchObject({
    kind: 'message',
    message: { text: 'final' },
  });
  expect(await mara.select(id, 'who', [mara.id])).toMatchObject({
    kind: 'message',
    message: { text: 'mara' },
  });
  await expect(mara.select(id, 'quality', ['Draft', 'Final'])).rejects.toThrow('1 to 1 choices');
  await expect(mara.select(id, 'quality', ['Best'])).rejects.toThrow('no option Best');
});

const editForm = new ModalBuilder()
  .setCustomId('edit-form')
  .setTitle('Edit this video')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('What to change')
      .setTextInputComponent(
        new TextInputBuilder().setCustomId('prompt').setStyle(TextInputStyle.Paragraph).setMaxLength(2500),
      ),
    new LabelBuilder()
      .setLabel('References')
      .setFileUploadComponent(
        new FileUploadBuilder()
          .setCustomId('images')
          .setRequired(false)
          .setMaxValues(4)
          .setFileTypes('image'),
      ),
    new LabelBuilder()
      .setLabel('Quality')
      .setRadioGroupComponent((group) =>
        group
          .setCustomId('quality')
          .addOptions({ label: 'Draft', value: 'draft' }, { label: 'Final', value: 'final' }),
      ),
    new LabelBuilder()
      .setLabel('Sound')
      .setCheckboxComponent((box) => box.setCustomId('sound').setDefault(true)),
  );

async function withEditForm(standIn: DiscordStandIn, submitted: (form: ModalSubmitInteraction) => unknown) {
  const client = await connect(standIn);
  await client.application.commands.set([
    new ContextMenuCommandBuilder().setName('Edit this video').setType(ApplicationCommandType.Message),
  ]);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isMessageContextMenuCommand()) {
      const names = interaction.targetMessage.attachments.map(({ name }) => name);
      await interaction.showModal(ModalBuilder.from(editForm).setTitle(`Edit ${names.join()}`));
    }
    if (interaction.isModalSubmit()) await submitted(interaction);
  });
}

test('the message command opens a form about a message that the bot could not read, and gets files with it', async () => {
  const standIn = await standInForTest();
  await withEditForm(standIn, async (form) => {
    const images = form.fields.getUploadedFiles('images');
    const sizes = await Promise.all(
      [...(images?.values() ?? [])].map(async ({ url }) => (await (await fetch(url)).blob()).size),
    );
    const { fields } = form;
    const said = [
      fields.getTextInputValue('prompt'),
      fields.getRadioGroup('quality'),
      fields.getCheckbox('sound'),
      sizes,
    ];
    await form.reply({ content: said.join(' '), flags: MessageFlags.Ephemeral });
  });
  const mara = standIn.person('Mara');
  const clip = await standIn
    .person('Lee')
    .post({ channel: 'campaign-x', text: 'look', files: [await fileOf(50)] });

  const opened = await mara.messageCommand('Edit this video', clip.id);
  if (opened.kind !== 'modal') throw new Error(`There is no form but ${opened.kind}.`);
  expect(opened.modal.title).toBe('Edit clip.mp4');
  const images = [await fileOf(11, 'can.png'), await fileOf(22, 'logo.jpg')];
  const answer = await mara.submitModal(opened.modal, {
    prompt: 'dusk',
    images,
    quality: 'Final',
    sound: false,
  });

  expect(answer).toMatchObject({
    kind: 'message',
    ephemeral: true,
    message: { text: 'dusk final false 11,22' },
  });
});

test('a form is not submitted with what it does not allow', async () => {
  const standIn = await standInForTest();
  await withEditForm(standIn, (form) => form.reply('ok'));
  const mara = standIn.person('Mara');
  const { id } = await mara.post({ channel: 'general', text: 'x' });
  const opened = await mara.messageCommand('Edit this video', id);
  if (opened.kind !== 'modal') throw new Error(`There is no form but ${opened.kind}.`);
  const { modal } = opened;
  const image = await fileOf(1, 'a.png');

  await expect(mara.submitModal(modal, { quality: 'draft' })).rejects.toThrow('prompt is required');
  await expect(mara.submitModal(modal, { prompt: 'x'.repeat(2501), quality: 'draft' })).rejects.toThrow(
    'at most 2500',
  );
  await expect(mara.submitModal(modal, { prompt: 'x' })).rejects.toThrow('quality takes 1');
  await expect(mara.submitModal(modal, { prompt: 'x', quality: 'best' })).rejects.toThrow('no choice best');
  await expect(mara.submitModal(modal, { prompt: 'x', quality: 'draft', speed: '2' })).rejects.toThrow(
    'no field speed',
  );
  await expect(
    mara.submitModal(modal, { prompt: 'x', quality: 'draft', images: [image, image, image, image, image] }),
  ).rejects.toThrow('images takes 1 to 4, not 5');
  await expect(
    mara.submitModal(modal, { prompt: 'x', quality: 'draft', images: [await fileOf(1, 'a.txt')] }),
  ).rejects.toThrow('does not take a.txt');
  expect(await mara.submitModal(modal, { prompt: 'x', quality: 'draft' })).toMatchObject({ kind: 'message' });
});

test('a form opened by a button can change the message of the button', async () => {
  const standIn = await standInForTest();
  const client = await connect(standIn);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isButton()) {
      const reason = new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Short);
      const label = new LabelBuilder().setLabel('Why?').setTextInputComponent(reason);
      await interaction.showModal(
        new ModalBuilder().setCustomId('why').setTitle('Why?').addLabelComponents(label),
      );
    }
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update({
        content: `Approved: ${interaction.fields.getTextInputValue('reason')}`,
        components: [],
      });
    }
  });
  const id = await sendToGeneral(client, [buttons]);

  const opened = await standIn.person('Dana').press(id, 'Approve');
  if (opened.kind !== 'modal') throw new Error(`There is no form but ${opened.kind}.`);
  const answer = await standIn.person('Dana').submitModal(opened.modal, { reason: 'launch day' });

  expect(answer).toMatchObject({ kind: 'update', message: { id, text: 'Approved: launch day' } });
});

import { type ChatInputCommandInteraction, Events, Routes, SlashCommandBuilder } from 'discord.js';
import { expect, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { ManualClock } from './manual-clock.ts';
import { connect, standInForTest } from './real-bot.ts';

/** A bot that does with `/ping` what the test says. */
async function botThat(
  standIn: DiscordStandIn,
  does: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
) {
  const client = await connect(standIn);
  await client.application.commands.set([new SlashCommandBuilder().setName('ping').setDescription('Ping')]);
  const done = new Promise<unknown>((resolve) => {
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) resolve(does(interaction));
    });
  });
  return { client, answer: standIn.person('Mara').slash('/ping', {}, 'general'), done };
}

test('who answers after three seconds is too late, and the person was told', async () => {
  const clock = new ManualClock();
  const standIn = await standInForTest({ clock });
  const { answer, done } = await botThat(standIn, async (interaction) => {
    clock.advance(3001);
    return interaction.reply('Pong');
  });

  await expect(done).rejects.toMatchObject({ code: 10062, status: 404 });
  expect(await answer).toMatchObject({ kind: 'no_response' });
  expect(standIn.messages('general')).toEqual([]);
});

test('an interaction is answered once', async () => {
  const standIn = await standInForTest();
  const { client, answer, done } = await botThat(standIn, async (interaction) => {
    await interaction.deferReply();
    const again = { body: { type: 4, data: { content: 'again' } } };
    return client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), again);
  });

  await expect(done).rejects.toMatchObject({ code: 40060, status: 400 });
  expect(await answer).toMatchObject({ kind: 'deferred' });
});

test('a token works for fifteen minutes, the bot’s own goes on', async () => {
  const clock = new ManualClock();
  const standIn = await standInForTest({ clock });
  let messageId = '';
  const { client, answer, done } = await botThat(standIn, async (interaction) => {
    await interaction.deferReply();
    clock.advance(14 * 60_000);
    messageId = (await interaction.editReply('Nearly')).id;
    clock.advance(2 * 60_000);
    return interaction.editReply('Done');
  });

  await answer;
  await expect(done).rejects.toMatchObject({ code: 50027, status: 401 });
  const { id } = standIn.channel('general');
  await client.rest.patch(Routes.channelMessage(id, messageId), { body: { content: 'Done all the same' } });
  expect(standIn.message(messageId)?.text).toBe('Done all the same');
});

test('deferring says which message there will be, not yet the message', async () => {
  const standIn = await standInForTest();
  const { answer, done } = await botThat(standIn, (interaction) =>
    interaction.deferReply({ withResponse: true }),
  );

  const response = await done;
  const seen = await answer;
  expect(response).toMatchObject({
    interaction: { responseMessageLoading: true, responseMessageEphemeral: false },
    resource: null,
  });
  expect(seen).toMatchObject({ message: { loading: true } });
});

test('a reply with its response is the message', async () => {
  const standIn = await standInForTest();
  const { done } = await botThat(standIn, (interaction) =>
    interaction.reply({ content: 'Pong', withResponse: true }),
  );

  expect(await done).toMatchObject({ resource: { message: { content: 'Pong' } } });
});

test('the first followup to a deferral becomes the deferred message', async () => {
  const standIn = await standInForTest();
  const { done } = await botThat(standIn, async (interaction) => {
    await interaction.deferReply();
    await interaction.followUp('One');
    await interaction.followUp('Two');
    return interaction.fetchReply();
  });

  expect(await done).toMatchObject({ content: 'One' });
  expect(standIn.messages('general').map(({ text, type }) => [text, type])).toEqual([
    ['One', 20],
    ['Two', 0],
  ]);
});

test('an answer that the person deleted is gone for the bot', async () => {
  const standIn = await standInForTest();
  const { done } = await botThat(standIn, async (interaction) => {
    await interaction.deferReply();
    const { id } = standIn.messages('general')[0] ?? { id: '' };
    standIn.person('Mara').delete(id);
    return interaction.editReply('Done');
  });

  await expect(done).rejects.toMatchObject({ code: 10008 });
});

test('a private answer cannot be reached by the channel, and goes by its token', async () => {
  const standIn = await standInForTest();
  const { client, done } = await botThat(standIn, async (interaction) => {
    await interaction.deferReply({ flags: 'Ephemeral' });
    const { id } = await interaction.editReply('Over budget');
    const reached = await client.rest
      .get(Routes.channelMessage(interaction.channelId, id))
      .catch(({ code }) => code);
    await interaction.deleteReply();
    return reached;
  });

  expect(await done).toBe(10008);
  expect(standIn.person('Mara').ephemerals()).toEqual([]);
});

const input = { type: 4, custom_id: 'prompt', style: 2 };
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Prompt', component, ...more });
const upload = { type: 19, custom_id: 'images' };
const modal = (...components: object[]) => ({ custom_id: 'form', title: 'Edit', components });

const badModals: [what: string, data: object][] = [
  ['a title over 45 characters', { ...modal(label(input)), title: 't'.repeat(46) }],
  ['a custom id over 100 characters', { ...modal(label(input)), custom_id: 'c'.repeat(101) }],
  ['nothing in it', modal()],
  ['six parts', modal(...Array.from({ length: 6 }, (_, n) => label({ ...input, custom_id: `${n}` })))],
  ['the same field twice', modal(label(input), label(input))],
  ['a label over 45 characters', modal(label(input, { label: 'l'.repeat(46) }))],
  ['a label inside the label', modal(label({ ...input, label: 'Prompt' }))],
  ['a button', modal({ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'x' }] })],
  ['a field outside a label', modal(input)],
  ['eleven files', modal(label({ ...upload, max_values: 11 }))],
  ['file types that are none', modal(label({ ...upload, file_types: ['pictures'] }))],
  ['one radio button', modal(label({ type: 21, custom_id: 'q', options: [{ label: 'a', value: 'a' }] }))],
];

test.each(badModals)('a form with %s is refused', async (_, data) => {
  const standIn = await standInForTest();
  const { client, answer, done } = await botThat(standIn, async ({ id, token }) => {
    const route = Routes.interactionCallback(id, token);
    const refused = await client.rest.post(route, { body: { type: 9, data } }).catch((error) => error);
    await client.rest.post(route, { body: { type: 9, data: modal(label(input), label(upload)) } });
    return refused;
  });

  expect(await done).toMatchObject({ code: 50035, rawError: { errors: { data: expect.anything() } } });
  expect(await answer).toMatchObject({ kind: 'modal', modal: { title: 'Edit', customId: 'form' } });
});

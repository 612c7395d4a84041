import { type DiscordAPIError, type RouteLike, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { restOf, standInForTest } from './real-bot.ts';

const V2 = 1 << 15;
const press = { type: 2, style: 1, label: 'Go', custom_id: 'go' };
const row = (...components: object[]) => ({ type: 1, components });
const text = (content: string) => ({ type: 10, content });
const many = (count: number, part: (n: number) => object) => Array.from({ length: count }, (_, n) => part(n));

const badMessages: [what: string, body: object, field: string][] = [
  ['content over 2,000 characters', { content: 'x'.repeat(2001) }, 'content'],
  ['a field that Discord does not have', { content: 'x', contents: 'y' }, 'contents'],
  ['a nonce over 25 characters', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce'],
  [
    'a custom id over 100 characters',
    { components: [row({ ...press, custom_id: 'c'.repeat(101) })] },
    'custom_id',
  ],
  ['a label over 80 characters', { components: [row({ ...press, label: 'l'.repeat(81) })] }, 'label'],
  ['a button without custom id', { components: [row({ type: 2, style: 1, label: 'x' })] }, 'custom_id'],
  ['a link without address', { components: [row({ type: 2, style: 5, label: 'x' })] }, 'url'],
  ['a button without label', { components: [row({ type: 2, style: 1, custom_id: 'x' })] }, 'label'],
  [
    'six buttons in a row',
    { components: [row(...many(6, (n) => ({ ...press, custom_id: `${n}` })))] },
    'components',
  ],
  ['six rows', { components: many(6, (n) => row({ ...press, custom_id: `${n}` })) }, 'components'],
  ['the same custom id twice', { components: [row(press), row(press)] }, 'components'],
  [
    'a select beside a button',
    { components: [row(press, { type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] })] },
    'components',
  ],
  ['a text display without the flag', { content: 'x', components: [text('x')] }, 'type'],
  ['a component that is none', { components: [{ type: 99 }] }, 'components'],
  ['content beside Components V2', { flags: V2, content: 'x', components: [text('x')] }, 'content'],
  ['embeds beside Components V2', { flags: V2, embeds: [{ title: 'x' }], components: [text('x')] }, 'embeds'],
  [
    '41 components',
    { flags: V2, components: [{ type: 17, components: many(40, () => text('x')) }] },
    'components',
  ],
  [
    'more than 4,000 characters of text',
    { flags: V2, components: [text('x'.repeat(3000)), text('x'.repeat(1001))] },
    'components',
  ],
  [
    'eleven pictures in a gallery',
    {
      flags: V2,
      components: [{ type: 12, items: many(11, () => ({ media: { url: 'https://e.com/a.png' } })) }],
    },
    'items',
  ],
  [
    'a picture that was not uploaded',
    { flags: V2, components: [{ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }] },
    'components',
  ],
  [
    'a file that is a link',
    { flags: V2, components: [{ type: 13, file: { url: 'https://e.com/a.mp4' } }] },
    'url',
  ],
  [
    'an attachment without its file',
    { content: 'x', attachments: [{ id: 0, filename: 'a.png' }] },
    'attachments',
  ],
  ['eleven embeds', { embeds: many(11, () => ({ title: 'x' })) }, 'embeds'],
  ['embeds over 6,000 characters', { embeds: many(2, () => ({ description: 'x'.repeat(3001) })) }, 'embeds'],
];

test.each(badMessages)('a message with %s is refused by naming the field', async (_, body, field) => {
  const standIn = await standInForTest();

  const error = await failure(standIn, Routes.channelMessages(standIn.channel('general').id), body);

  expect(error).toMatchObject({ code: 50035, status: 400, rawError: { message: 'Invalid Form Body' } });
  expect(JSON.stringify(error?.rawError)).toContain(`"${field}":`);
  expect(standIn.messages('general')).toEqual([]);
});

test.each([
  ['nothing', {}],
  ['empty content', { content: '' }],
  ['Components V2 and no component', { flags: V2, components: [] }],
])('a message with %s is an empty one', async (_, body) => {
  const standIn = await standInForTest();
  const error = await failure(standIn, Routes.channelMessages(standIn.channel('general').id), body);
  expect(error).toMatchObject({ code: 50006 });
});

test('a body that is no JSON is refused', async () => {
  const standIn = await standInForTest();
  const response = await fetch(`${standIn.apiUrl}/v10/channels/${standIn.channel('general').id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${standIn.token}`, 'content-type': 'application/json' },
    body: '{"content":',
  });
  expect(await response.json()).toMatchObject({ code: 50109 });
});

const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'x', ...more });
const badCommands: [what: string, command: object][] = [
  ['a name in upper case', { name: 'Edit', description: 'x' }],
  ['a name with a space', { name: 'edit it', description: 'x' }],
  ['no description', { name: 'edit' }],
  ['a description over 100 characters', { name: 'edit', description: 'x'.repeat(101) }],
  ['26 options', { name: 'edit', description: 'x', options: many(26, (n) => option(`o${n}`)) }],
  [
    'a required option after an optional one',
    { name: 'edit', description: 'x', options: [option('a'), option('b', { required: true })] },
  ],
  ['two options of one name', { name: 'edit', description: 'x', options: [option('a'), option('a')] }],
  ['an option in upper case', { name: 'edit', description: 'x', options: [option('Video')] }],
  [
    'file types that are none',
    { name: 'edit', description: 'x', options: [option('a', { type: 11, file_types: ['movies'] })] },
  ],
  [
    'file types on text',
    { name: 'edit', description: 'x', options: [option('a', { file_types: ['video'] })] },
  ],
  [
    'more than 8,000 characters',
    {
      name: 'edit',
      description: 'x',
      options: many(25, (n) =>
        option(`o${n}`, { choices: many(25, (m) => ({ name: `${'n'.repeat(12)}${m}`, value: `${m}` })) }),
      ),
    },
  ],
  ['a description on a message command', { type: 3, name: 'Edit this video', description: 'x' }],
  [
    'a mix of values and subcommands',
    { name: 'edit', description: 'x', options: [option('a'), { type: 1, name: 'b', description: 'x' }] },
  ],
];

test.each(badCommands)('a command with %s is refused', async (_, command) => {
  const standIn = await standInForTest();
  const error = await failure(standIn, Routes.applicationCommands(standIn.applicationId), command);
  expect(error).toMatchObject({ code: 50035 });
  expect(standIn.commands()).toEqual([]);
});

test('a command is registered, replaced by name, read and removed, per scope', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const everywhere = Routes.applicationCommands(standIn.applicationId);
  const here = Routes.applicationGuildCommands(standIn.applicationId, standIn.guildId);
  const edit = { name: 'edit', description: 'Edit a clip' };

  const [made] = (await rest.put(everywhere, { body: [edit] })) as { id: string }[];
  const again = await rest.post(everywhere, { body: { ...edit, description: 'Edit' } });
  await rest.post(here, { body: { ...edit, contexts: [0], integration_types: [0] } });

  expect(again).toMatchObject({ id: made?.id, description: 'Edit', type: 1 });
  expect(await rest.get(here)).toMatchObject([{ name: 'edit', guild_id: standIn.guildId, contexts: [0] }]);
  expect(standIn.commandWrites).toBe(3);
  await rest.delete(Routes.applicationCommand(standIn.applicationId, made?.id ?? ''));
  await rest.put(here, { body: [] });
  expect(standIn.commands()).toEqual([]);
  expect(await failure(standIn, Routes.applicationCommands(standIn.guildId), edit)).toMatchObject({
    code: 10002,
  });
});

test('places and people that are not there have their own codes', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const nowhere = '1170000000000000001';
  const general = standIn.channel('general').id;
  const codeOf = (route: RouteLike) => rest.get(route).catch(({ code }: DiscordAPIError) => code);

  expect(await codeOf(Routes.channel(nowhere))).toBe(10003);
  expect(await codeOf(Routes.channelMessage(general, nowhere))).toBe(10008);
  expect(await codeOf(Routes.guild(nowhere))).toBe(10004);
  expect(await codeOf(Routes.guildMember(standIn.guildId, nowhere))).toBe(10007);
  expect(await codeOf(Routes.user(nowhere))).toBe(10013);
  expect(await codeOf('/nothing')).toBe(0);
});

test('the guild, its roles, members and channels can be read', async () => {
  const standIn = await standInForTest({});
  const rest = restOf(standIn);
  const mara = standIn.addPerson('Nils', { roles: ['Budget'] });

  expect(await rest.get(Routes.guild(standIn.guildId))).toMatchObject({
    owner_id: standIn.person('Dana').id,
    premium_tier: 0,
  });
  expect(await rest.get(Routes.guildRoles(standIn.guildId))).toHaveLength(4);
  expect(await rest.get(Routes.guildChannels(standIn.guildId))).toHaveLength(3);
  const member = Routes.guildMember(standIn.guildId, mara.id);
  expect(await rest.get(member)).toMatchObject({
    roles: [standIn.role('Budget').id],
    user: { global_name: 'Nils' },
  });
  standIn.setRoles('Nils', ['Editors']);
  expect(await rest.get(member)).toMatchObject({ roles: [standIn.role('Editors').id] });
  expect(await rest.get(Routes.currentApplication())).toMatchObject({ id: standIn.applicationId });
  expect(await rest.get(Routes.user())).toMatchObject({ id: standIn.botUserId, bot: true });
});

function failure(
  standIn: DiscordStandIn,
  route: RouteLike,
  body: object,
): Promise<DiscordAPIError | undefined> {
  return restOf(standIn)
    .post(route, { body })
    .then(
      () => undefined,
      (error) => error,
    );
}

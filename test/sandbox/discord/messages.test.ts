import { readFile } from 'node:fs/promises';
import { type APIMessage, MessageFlags, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { ManualClock } from './manual-clock.ts';
import { restOf, standInForTest } from './real-bot.ts';

function general(standIn: DiscordStandIn): string {
  return standIn.channel('general').id;
}

/** Sends as the bot does, by REST alone. */
function send(standIn: DiscordStandIn, body: object, files: { name: string; data: Buffer }[] = []) {
  const route = Routes.channelMessages(general(standIn));
  return restOf(standIn).post(route, { body, files }) as Promise<APIMessage>;
}

test('the same nonce gives the same message for some minutes, per channel and only if asked', async () => {
  const clock = new ManualClock();
  const standIn = await standInForTest({ clock });
  const body = { content: 'Take 1', nonce: 'edit-1-take-1', enforce_nonce: true };

  const first = await send(standIn, body);
  const again = await send(standIn, { ...body, content: 'Take 1, again' });
  const unforced = await send(standIn, { ...body, enforce_nonce: false });
  clock.advance(6 * 60_000);
  const later = await send(standIn, body);

  expect(again).toMatchObject({ id: first.id, content: 'Take 1', nonce: 'edit-1-take-1' });
  expect(new Set([first.id, unforced.id, later.id]).size).toBe(3);
  expect(standIn.messages('general')).toHaveLength(3);
});

test('a file comes out as it went in, and an edit keeps what it lists', async () => {
  const standIn = await standInForTest();
  const [one, two] = [Buffer.alloc(100_000, 'one'), Buffer.alloc(100_000, 'two')];

  const sent = await send(standIn, { attachments: [{ id: '0', description: 'A clip' }] }, [
    { name: 'take one.mp4', data: one },
    { name: 'x.png', data: two },
  ]);
  const [clip] = sent.attachments;
  const keep = { attachments: [{ id: clip?.id }, { id: '0', filename: 'y.txt' }] };
  const route = Routes.channelMessage(general(standIn), sent.id);
  await restOf(standIn).patch(route, { body: keep, files: [{ name: 'y.txt', data: 'three' }] });

  const seen = standIn.message(sent.id);
  expect(seen?.attachments).toMatchObject([
    { id: clip?.id, filename: 'take_one.mp4', description: 'A clip', size: 100_000 },
    { filename: 'y.txt', size: 5 },
  ]);
  expect(await readFile(seen?.attachments[0]?.path ?? '')).toEqual(one);
  expect(seen?.history[0]?.attachments.map(({ filename }) => filename)).toEqual(['take_one.mp4', 'x.png']);
});

test('Components V2 cannot be left again, and files that no component names stay hidden', async () => {
  const standIn = await standInForTest();
  const gallery = { type: 12, items: [{ media: { url: 'attachment://a.png' } }] };
  const flags = MessageFlags.IsComponentsV2;

  const sent = await send(standIn, { flags, components: [gallery] }, [
    { name: 'a.png', data: Buffer.from('a') },
    { name: 'b.png', data: Buffer.from('b') },
  ]);

  expect(standIn.message(sent.id)?.attachments.map(({ shown }) => shown)).toEqual([true, false]);
  expect(sent.components?.[0]).toMatchObject({
    id: 1,
    items: [{ media: { url: sent.attachments[0]?.url } }],
  });
  const route = Routes.channelMessage(general(standIn), sent.id);
  const text = { type: 10, content: 'Done' };
  await restOf(standIn).patch(route, { body: { components: [text], attachments: [] } });
  expect(standIn.message(sent.id)).toMatchObject({ isV2: true, text: 'Done', attachments: [] });
  await expect(restOf(standIn).patch(route, { body: { flags: 0 } })).rejects.toMatchObject({ code: 50035 });
});

test('only allowed mentions call somebody', async () => {
  const standIn = await standInForTest();
  const mara = standIn.person('Mara');
  const content = `${mara.mention} <@&${standIn.role('Editors').id}> @everyone`;

  const loud = await send(standIn, { content });
  const closed = await send(standIn, { content, allowed_mentions: { parse: [] } });
  const picked = await send(standIn, { content, allowed_mentions: { parse: [], users: [mara.id] } });

  expect(loud).toMatchObject({ mention_everyone: true, mentions: [{ id: mara.id }] });
  expect(loud.mention_roles).toEqual([standIn.role('Editors').id]);
  expect(closed).toMatchObject({ mention_everyone: false, mentions: [], mention_roles: [] });
  expect(picked).toMatchObject({ mentions: [{ id: mara.id }], mention_roles: [] });
});

test('a role that is not mentionable is shown and calls nobody', async () => {
  const standIn = await standInForTest();
  const { id } = standIn.addRole('Producers', { mentionable: false, permissions: ['MANAGE_GUILD'] });
  const sent = await send(standIn, { content: `<@&${id}>`, allowed_mentions: { parse: [], roles: [id] } });
  expect(sent).toMatchObject({ content: `<@&${id}>`, mention_roles: [] });
});

test('history is read newest first, in pages', async () => {
  const standIn = await standInForTest();
  const ids: string[] = [];
  for (const content of ['1', '2', '3', '4', '5']) ids.push((await send(standIn, { content })).id);
  const read = async (query: Record<string, string>) => {
    const page = await restOf(standIn).get(Routes.channelMessages(general(standIn)), {
      query: new URLSearchParams(query),
    });
    return (page as APIMessage[]).map(({ content }) => content).join('');
  };
  const [, second = '', third = ''] = ids;

  expect(await read({})).toBe('54321');
  expect(await read({ limit: '2' })).toBe('54');
  expect(await read({ before: third, limit: '1' })).toBe('2');
  expect(await read({ after: second, limit: '2' })).toBe('43');
  expect(await read({ around: third, limit: '3' })).toBe('432');
  await expect(read({ limit: '101' })).rejects.toMatchObject({ code: 50035 });
});

test('a reply names its message, and needs one that is there', async () => {
  const standIn = await standInForTest();
  const asked = await standIn.person('Mara').post({ channel: 'general', text: 'hi' });

  const reply = await send(standIn, { content: 'Hi', message_reference: { message_id: asked.id } });
  const lost = await send(standIn, {
    content: 'Hm',
    message_reference: { message_id: '1170000000000000001', fail_if_not_exists: false },
  });

  expect(reply).toMatchObject({
    type: 19,
    referenced_message: { id: asked.id },
    mentions: [{ id: asked.author.id }],
  });
  expect(lost.type).toBe(0);
  const missing = { content: 'x', message_reference: { message_id: '1170000000000000001' } };
  await expect(send(standIn, missing)).rejects.toMatchObject({ code: 50035 });
});

test('reactions, typing and deletion work on the bot’s behalf', async () => {
  const standIn = await standInForTest();
  const rest = restOf(standIn);
  const changes: string[] = [];
  standIn.onChange(({ kind }) => changes.push(kind));
  const { id } = await send(standIn, { content: 'x' });
  const reaction = Routes.channelMessageOwnReaction(general(standIn), id, encodeURIComponent('🎬'));

  await rest.post(Routes.channelTyping(general(standIn)));
  await rest.put(reaction);
  standIn.person('Mara').react(id, '🎬');
  const users = await rest.get(Routes.channelMessageReaction(general(standIn), id, encodeURIComponent('🎬')));
  await rest.delete(reaction);
  expect(standIn.message(id)?.reactions).toEqual([{ emoji: '🎬', userIds: [standIn.person('Mara').id] }]);
  await rest.delete(Routes.channelMessage(general(standIn), id));

  expect(users).toMatchObject([{ id: standIn.botUserId }, { id: standIn.person('Mara').id }]);
  expect(changes).toEqual([
    'message_created',
    'typing',
    'reaction_added',
    'reaction_added',
    'reaction_removed',
    'message_deleted',
  ]);
});

test('nobody edits what somebody else wrote', async () => {
  const standIn = await standInForTest();
  const { id, channelId } = await standIn.person('Mara').post({ channel: 'general', text: 'x' });

  const edit = restOf(standIn).patch(Routes.channelMessage(channelId, id), { body: { content: 'y' } });

  await expect(edit).rejects.toMatchObject({ code: 50005, status: 403 });
  expect(() => standIn.person('Lee').edit(id, 'y')).toThrow('not Lee');
});

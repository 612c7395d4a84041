import { Client, Events, GatewayIntentBits, SlashCommandBuilder } from 'discord.js';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { connect, soon, standInForTest } from './real-bot.ts';

test('a bot that logs in knows its guild, its channels and itself', async () => {
  const standIn = await standInForTest();
  standIn.person('Mara').startThread({ channel: 'general' }, 'Lunch');

  const client = await connect(standIn);

  const guild = client.guilds.cache.get(standIn.guildId);
  expect(client.user.id).toBe(standIn.botUserId);
  expect(client.application.id).toBe(standIn.applicationId);
  expect(guild?.ownerId).toBe(standIn.person('Dana').id);
  expect(guild?.roles.cache.map(({ name }) => name)).toEqual(['@everyone', 'Editors', 'Budget', 'Recut']);
  expect(guild?.roles.botRoleFor(client.user)?.id).toBe(standIn.botRoleId);
  expect(guild?.channels.cache.map(({ name }) => name)).toEqual([
    'general',
    'campaign-x',
    'boardroom',
    'Lunch',
  ]);
  expect([...(guild?.members.cache.keys() ?? [])]).toEqual([standIn.botUserId]);
});

test('a wrong token is refused at login', async () => {
  const standIn = await standInForTest();
  const client = new Client({ intents: [], rest: { api: standIn.apiUrl } });

  await expect(client.login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
});

test('an intent that the application may not use ends the login', async () => {
  const standIn = await standInForTest({ settings: { messageContentIntent: false } });
  const client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: standIn.apiUrl } });

  await expect(client.login(standIn.token)).rejects.toThrow('disallowed intents');
  await client.destroy();
});

test('asked to reconnect, a bot resumes and hears what it missed', async () => {
  const standIn = await standInForTest();
  const heard: string[] = [];
  let resumed = 0;
  await connect(standIn, {
    prepare: (client) => {
      client.on(Events.MessageCreate, ({ content }) => heard.push(content));
      client.on(Events.ShardResume, () => {
        resumed += 1;
      });
    },
  });
  const mara = standIn.person('Mara');

  standIn.gateway.requestReconnect();
  await expect.poll(() => standIn.gateway.connected, soon).toBe(0);
  await mara.post({ channel: 'general', text: '@Recut one' });
  await expect.poll(() => resumed, soon).toBe(1);
  await mara.post({ channel: 'general', text: '@Recut two' });

  await expect
    .poll(() => heard, soon)
    .toEqual([expect.stringContaining('one'), expect.stringContaining('two')]);
});

test('a bot whose connection is cut resumes too', async () => {
  const standIn = await standInForTest();
  const heard: string[] = [];
  await connect(standIn, {
    prepare: (client) => client.on(Events.MessageCreate, ({ content }) => heard.push(content)),
  });

  standIn.gateway.dropConnections();
  await standIn.person('Mara').post({ channel: 'general', text: '@Recut hello' });

  await expect.poll(() => heard, soon).toEqual([expect.stringContaining('hello')]);
});

test('a bot whose session is over identifies anew', async () => {
  const standIn = await standInForTest();
  let readies = 0;
  await connect(standIn, {
    prepare: (client) =>
      client.on(Events.ShardReady, () => {
        readies += 1;
      }),
  });

  standIn.gateway.invalidateSessions();

  await expect.poll(() => readies, soon).toBe(2);
});

test('a resume with an unknown session is refused', async () => {
  const standIn = await standInForTest();
  const socket = new WebSocket(standIn.gateway.url);
  const frames: { op: number; d: unknown }[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await expect.poll(() => frames.length, soon).toBe(1);

  socket.send(JSON.stringify({ op: 1, d: null }));
  socket.send(JSON.stringify({ op: 6, d: { token: standIn.token, session_id: 'gone', seq: 7 } }));

  await expect.poll(() => frames.map(({ op }) => op), soon).toEqual([10, 11, 9]);
  socket.close();
});

test('events can be lost and doubled on the way', async () => {
  const standIn = await standInForTest();
  const heard: string[] = [];
  await connect(standIn, {
    prepare: (client) =>
      client.on(Events.Raw, ({ t, d }: { t: string; d: { content: string } }) => {
        if (t === 'MESSAGE_CREATE') heard.push(d.content.replace(/^<@\d+> /, ''));
      }),
  });
  const mara = standIn.person('Mara');

  standIn.gateway.delivery.lose('MESSAGE_CREATE');
  await mara.post({ channel: 'general', text: '@Recut lost' });
  standIn.gateway.delivery.duplicate('MESSAGE_CREATE');
  await mara.post({ channel: 'general', text: '@Recut twice' });
  await mara.post({ channel: 'general', text: '@Recut once' });

  await expect.poll(() => heard, soon).toEqual(['twice', 'twice', 'once']);
});

test('while no bot is there, and after it came back, the person sees which', async () => {
  const standIn = await standInForTest();
  const first = await connect(standIn);
  await first.application.commands.set([new SlashCommandBuilder().setName('ping').setDescription('Ping')]);
  await first.destroy();
  expect(await ping(standIn)).toEqual({ kind: 'no_response', notice: 'The application did not respond' });

  const second = await connect(standIn);
  second.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('Pong');
  });

  expect(await ping(standIn)).toMatchObject({ kind: 'message', message: { text: 'Pong' } });
  expect(standIn.commands().map(({ form }) => form.name)).toEqual(['ping']);
});

test('two processes with the same token both hear of an interaction, and one may answer', async () => {
  const standIn = await standInForTest();
  const outcomes: unknown[] = [];
  const prepare = (client: Client) =>
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const failure = await interaction.reply('Pong').then(
        () => undefined,
        ({ code }) => code,
      );
      outcomes.push(failure);
    });
  const first = await connect(standIn, { prepare });
  await connect(standIn, { prepare });
  await first.application.commands.set([new SlashCommandBuilder().setName('ping').setDescription('Ping')]);

  await ping(standIn);

  await expect.poll(() => outcomes.toSorted(), soon).toEqual([40060, undefined]);
  expect(standIn.messages('general')).toHaveLength(1);
});

test('a bot in two shards hears each event once', async () => {
  const standIn = await standInForTest();
  const heard: string[] = [];
  await connect(standIn, {
    shards: [0, 1],
    shardCount: 2,
    prepare: (client) => client.on(Events.MessageCreate, ({ content }) => heard.push(content)),
  });

  await standIn.person('Mara').post({ channel: 'general', text: '@Recut once' });

  await expect.poll(() => heard, soon).toEqual([expect.stringContaining('once')]);
});

function ping(standIn: DiscordStandIn) {
  return standIn.person('Mara').slash('/ping', {}, 'general');
}

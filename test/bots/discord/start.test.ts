import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Keyv } from 'keyv';
import { expect, it } from 'vitest';
import { startProblem } from '../../../src/bots/discord/start-problem.ts';
import { COMMANDS } from '../../../src/core/commands.ts';
import { FACTS } from './sample.ts';
import { scene, until } from './scene.ts';

it('connects, and says whether it is connected', async () => {
  const { discord, bot, desk } = await scene({ start: false });
  expect(bot.connected()).toBe(false);
  await bot.start(desk);
  expect(bot.connected()).toBe(true);
  discord.gateway.dropConnections();
  await until(() => !bot.connected());
  await until(() => bot.connected());
  await bot.stop();
  expect(bot.connected()).toBe(false);
});

it('hears what was said while the connection was broken', async () => {
  const { discord, bot, desk } = await scene();
  discord.gateway.dropConnections();
  await until(() => !bot.connected());
  await discord.person('Mara').post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  await until(() => desk.asks.length === 1);
});

it('takes nothing in once it is stopped, and stops fast', async () => {
  const { discord, bot, desk } = await scene();
  await discord.person('Mara').slash('/edit', { prompt: 'an edit whose thread never comes' }, 'campaign-x');
  const before = Date.now();
  await bot.stop();
  await bot.stop();
  expect(Date.now() - before).toBeLessThan(2000);
  await until(() => discord.gateway.connected === 0);
  expect(desk.asks).toHaveLength(1);
});

it('says what to set when the token is not accepted', async () => {
  const { desk, another } = await scene({ start: false });
  await expect(another({ token: 'wrong.token.entirely-wrong' }).start(desk)).rejects.toMatchObject({
    message: expect.stringMatching(/does not accept the bot token\. Set DISCORD_TOKEN/),
    retryable: false,
  });
});

it('says so when Discord cannot be reached', async () => {
  const { desk, another } = await scene({ start: false });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(another({ apiUrl: `http://127.0.0.1:${port}/api` }).start(desk)).rejects.toMatchObject({
    message: expect.stringMatching(/cannot be reached at http:\/\/127\.0\.0\.1.*DISCORD_API_URL/),
    retryable: true,
  });
});

it('says which intents Discord refuses', async () => {
  const refused = startProblem(new Error('Used disallowed intents'), 'https://discord.com/api');
  expect(refused.message).toMatch(/refuses the intents .*Bot/);
});

it('registers its commands for all servers, once, and again only when they changed', async () => {
  const memory = new Keyv();
  const { discord, bot, desk, another } = await scene({ bot: { memory } });
  expect(discord.commands().map(({ form, guildId }) => [form.name, guildId])).toEqual([
    ['edit', undefined],
    ['Edit this video', undefined],
    ...COMMANDS.map(({ name }) => [name, undefined]),
  ]);
  await bot.stop();
  const writes = discord.calls.count('PUT /applications/:app/commands');
  await another().start(desk);
  expect(discord.calls.count('PUT /applications/:app/commands')).toBe(writes);
  const third = another();
  desk.formFacts = async () => ({ ...FACTS, maxImages: 2 });
  await third.start(desk);
  expect(discord.calls.count('PUT /applications/:app/commands')).toBe(writes + 1);
  const names = discord.commands()[0]?.form.options?.map(({ name }) => name);
  expect(names).not.toContain('image3');
});

it('has its commands in exactly one place: moving them to a server clears the other', async () => {
  const memory = new Keyv();
  const { discord, desk, another, bot } = await scene({ bot: { memory } });
  await bot.stop();
  const inServer = another({ guildId: discord.guildId });
  await inServer.start(desk);
  expect(new Set(discord.commands().map(({ guildId }) => guildId))).toEqual(new Set([discord.guildId]));
  await inServer.stop();
  await another().start(desk);
  expect(new Set(discord.commands().map(({ guildId }) => guildId))).toEqual(new Set([undefined]));
});

it('says what to set when it is not in the server that the commands are for', async () => {
  const { desk, another } = await scene({ start: false });
  const elsewhere = another({ guildId: '100000000000000042' });
  await expect(elsewhere.start(desk)).rejects.toMatchObject({
    message: expect.stringMatching(/server 100000000000000042.*DISCORD_GUILD_ID/),
  });
});

it('starts although the commands cannot be registered now, and registers them the next time', async () => {
  const memory = new Keyv();
  const { discord, desk, another } = await scene({ bot: { memory }, start: false });
  discord.faults.add(/^PUT/, { kind: 'status', status: 503 }, 2);
  const first = another();
  await first.start(desk);
  expect(first.connected()).toBe(true);
  expect(discord.commands()).toEqual([]);
  await first.stop();
  await another().start(desk);
  expect(discord.commands()).toHaveLength(2 + COMMANDS.length);
});

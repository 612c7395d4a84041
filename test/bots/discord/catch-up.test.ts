import { SnowflakeUtil } from 'discord.js';
import { expect, it, vi } from 'vitest';
import { scene } from './scene.ts';

it('reads what was written in recent channels while nobody listened, once', async () => {
  const { discord, bot, desk } = await scene();
  const mara = discord.person('Mara');
  const { id: channel } = discord.channel('campaign-x');
  desk.threads = [{ team: discord.guildId, channel, thread: channel }];
  discord.gateway.delivery.lose('MESSAGE_CREATE', 2);
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  await mara.post({ channel: 'campaign-x', text: 'just talk' });
  expect(desk.asks).toEqual([]);

  discord.gateway.invalidateSessions();
  await vi.waitUntil(() => desk.asks.length === 1, { timeout: 20_000 });
  expect(desk.asks.map(({ text }) => text)).toEqual(['make it dusk']);
  // The desk decides what is too old to begin by itself.
  expect(desk.asks[0]?.writtenAt).toBe(SnowflakeUtil.timestampFrom(desk.asks[0]?.place.message ?? ''));
  discord.gateway.invalidateSessions();
  await vi.waitUntil(() => bot.connected(), { timeout: 20_000 });
  expect(desk.asks).toHaveLength(1);
});

it('reads every channel and open thread in which something was written, also where nobody ever asked for an edit', async () => {
  const { discord, desk } = await scene();
  const mara = discord.person('Mara');
  const talk = await mara.post({ channel: 'general', text: 'look at this' });
  const thread = mara.startThread({ message: talk.id }, 'About this one');
  discord.gateway.delivery.lose('MESSAGE_CREATE', 2);
  await mara.post({ channel: 'general', text: '@Recut make it dusk' });
  await mara.post({ channel: thread.id, text: '@Recut make it dawn' });
  discord.gateway.invalidateSessions();
  await vi.waitUntil(() => desk.asks.length === 2, { timeout: 20_000 });
  expect(desk.asks.map(({ text }) => text).toSorted()).toEqual(['make it dawn', 'make it dusk']);
});

it('reads page by page, also where very much was written', async () => {
  const { discord, desk } = await scene();
  const mara = discord.person('Mara');
  const { id: channel } = discord.channel('campaign-x');
  desk.threads = [{ team: discord.guildId, channel, thread: channel }];
  const talk = Array.from({ length: 220 }, (_, n) => `talk ${n}`);
  const texts = ['@Recut make it dusk', ...talk, '@Recut make it dawn'];
  discord.gateway.delivery.lose('MESSAGE_CREATE', texts.length);
  for (const text of texts) await mara.post({ channel: 'campaign-x', text });
  expect(desk.asks).toEqual([]);

  discord.gateway.invalidateSessions();
  await vi.waitUntil(() => desk.asks.length === 2, { timeout: 20_000 });
  expect(desk.asks.map(({ text }) => text)).toEqual(['make it dusk', 'make it dawn']);
});

it('leaves alone what it has told people to ask for again', async () => {
  const { discord, desk } = await scene();
  const mara = discord.person('Mara');
  const { id: channel } = discord.channel('campaign-x');
  desk.threads = [{ team: discord.guildId, channel, thread: channel }];
  desk.isAway = true;
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  await vi.waitUntil(() => discord.messages('campaign-x').length === 2, { timeout: 20_000 });
  desk.isAway = false;
  discord.gateway.delivery.lose('MESSAGE_CREATE', 1);
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dawn' });

  discord.gateway.invalidateSessions();
  await vi.waitUntil(() => desk.asks.length > 0, { timeout: 20_000 });
  expect(desk.asks.map(({ text }) => text)).toEqual(['make it dawn']);
});

it('reads as soon as it can what it cannot read at first, and a thread that is gone keeps nothing back', async () => {
  const { discord, desk } = await scene();
  const mara = discord.person('Mara');
  const { id: channel } = discord.channel('campaign-x');
  desk.threads = [{ team: discord.guildId, channel, thread: '1170000000000000999' }];
  desk.isAway = true;
  discord.gateway.delivery.lose('MESSAGE_CREATE');
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  discord.faults.add(/^GET \/channels\/\d+\/messages/, { kind: 'status', status: 503 }, 2);
  discord.gateway.invalidateSessions();
  await vi.waitUntil(() => discord.faults.left === 0, { timeout: 20_000 });
  desk.isAway = false;
  await vi.waitUntil(() => desk.asks.length === 1, { timeout: 30_000 });
  // Nobody is told to ask again: it was read once more.
  expect(discord.messages('campaign-x').filter(({ author }) => author.bot)).toEqual([]);
}, 60_000);

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotProcess } from '../../src/sandbox/bot-process.ts';
import { shardOf } from '../../src/sandbox/discord/world/snowflakes.ts';
import { discordStage } from './discord-stage.ts';
import { until } from './house.ts';
import { Replicas } from './replicas.ts';
import type { Prop } from './stage.ts';
import { Story } from './story.ts';

const PATIENT = { timeout: 240_000 };

describe('two processes that each hear a part of the servers on Discord', PATIENT, () => {
  /** A server, and another one that the other process hears. */
  let studio: Story;
  let harbour: Story;
  let replicas: Replicas;
  let bots: [BotProcess, BotProcess];
  let promo: Prop;

  beforeAll(async () => {
    const settings = { TEAM_MONTHLY_CAP: '1000', WAVESPEED_PLACES: '20', DISCORD_GUILD_ID: '' };
    studio = await Story.open(discordStage, settings, { empty: true });
    studio.house.sandbox.discord.addGuild('Harbour Films', 'campaign-y');
    harbour = studio.on((house) => discordStage(house, 'campaign-y'));
    promo = await studio.props.clip('promo.mp4', { seconds: 3 });
    replicas = new Replicas(studio.house);
    bots = await Promise.all([start(0), start(1)]);
  }, PATIENT.timeout);
  afterAll(async () => {
    await replicas?.[Symbol.asyncDispose]();
    await studio?.close();
  });

  const start = (shard: number) => replicas.start({ DISCORD_SHARD: `${shard}/2` });
  const shardIn = ({ stage }: Story) => shardOf(stage.home.team, 2);

  it('hear each request and each button once, and show each thread once', async () => {
    expect(studio.house.sandbox.discord.gateway.connected).toBe(2);
    expect(shardIn(harbour)).not.toBe(shardIn(studio));
    const asked = await Promise.all(
      [studio, harbour, studio, harbour].map(async (story, index) => {
        const thread = await story.stage.mention({ text: `make it dusk ${index} --quote`, files: [promo] });
        return { story, thread };
      }),
    );
    for (const { story, thread } of asked) {
      await until('the price is there', () => story.status(thread)?.buttons.includes('Run it for $1.08'));
      await story.stage.press(thread, 'Run it for $1.08');
    }
    for (const { story, thread } of asked) await story.deliveredOnce(thread, '$1.08');
  });

  it('hear direct messages by the first of them alone', async () => {
    await replicas.kill(bots[1]);
    const direct = await studio.stage.direct({ text: 'make it dawn', files: [promo] });
    await studio.take(direct, 1);
    expect(studio.submissions('make it dawn')).toBe(1);
    bots[1] = await start(1);
  });

  it('read, each in its own servers, what was written while they were away', async () => {
    for (const bot of bots) await replicas.kill(bot);
    const asked: { story: Story; thread: string }[] = [];
    for (const story of [studio, harbour]) {
      const text = `make it night in ${story.stage.home.team}`;
      asked.push({ story, thread: await story.stage.ask({ text, files: [promo] }) });
    }
    bots = await Promise.all([start(0), start(1)]);
    for (const { story, thread } of asked) await story.deliveredOnce(thread, '$1.08');
    for (const bot of bots) expect(bot.log).not.toContain('could not catch up');
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/core/money/verify-ledger.ts';
import { discordStage } from './discord-stage.ts';
import {
  type FailingDisk,
  refusedWrites,
  smallDisk,
  withoutRefusal,
  withoutSmallDisk,
} from './failing-disk.ts';
import { freePort } from './free-port.ts';
import { until } from './house.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop } from './stage.ts';
import { PATIENT, Story } from './story.ts';
import { underWayIn } from './under-way.ts';

/** Time for what was waiting to be submitted, were it not for the disk. */
const TEMPTATION_MS = 5_000;
const RUN = 'Run it for $1.08';

const DISKS = [
  { what: 'is full to the last byte', open: smallDisk, leftOut: withoutSmallDisk() },
  { what: 'takes no writes at all', open: refusedWrites, leftOut: withoutRefusal() },
].map((disk) => ({ ...disk, what: `${disk.what}${disk.leftOut}` }));

describe.each(DISKS)('a bot whose disk $what', PATIENT, ({ open, leftOut }) => {
  let disk: FailingDisk;
  let slack: Story;
  let discord: Story;
  let promo: Prop;
  let port: number;

  beforeAll(async () => {
    if (leftOut) return;
    disk = open();
    port = await freePort();
    slack = await Story.open(
      slackStage,
      { ...disk.settings, HTTP_PORT: String(port), TEAM_MONTHLY_CAP: '1000' },
      { apart: true, editMs: 3_000, slackRepeatsMs: Array.from({ length: 20 }, () => 1_000) },
    );
    discord = slack.on(discordStage);
    promo = await slack.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(async () => {
    await slack?.close();
    disk?.close();
  });

  async function ready(): Promise<number> {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
  }

  it.skipIf(leftOut !== '')('spends nothing new, still answers, and goes on by itself', async () => {
    const { sandbox } = slack.house;
    const { wavespeed } = sandbox;
    const running = await underWayIn([slack, discord], promo);
    const priced = await slack.stage.mention({ text: 'make it dawn --quote', files: [promo] });
    await until('the price is there', () => slack.status(priced)?.buttons.includes(RUN));

    await disk.fail(slack.house);
    // Taken if the database finds room for it; in any case there is none for a take.
    await slack.stage.press(priced, RUN).catch(() => undefined);
    const inSlack = { story: slack, thread: await slack.stage.ask({ text: 'make it noon', files: [promo] }) };
    const inDiscord = await discord.stage.ask({ text: 'make it night', files: [promo] });
    const isTaken = () => sandbox.discord.world.channels.has(inDiscord);
    const replies = () =>
      sandbox.discord.messages('campaign-x').filter(({ repliesTo }) => repliesTo === inDiscord);
    await until('Discord is answered', () => isTaken() || replies().length > 0);
    await until('it is not ready', async () => (await ready()) === 503);
    await until('the provider is done', () =>
      wavespeed.predictions().every(({ status }) => status === 'completed'),
    );
    for (const { stage } of [slack, discord]) {
      expect((await stage.command('edit-budget')).lines.join('\n')).toContain('of $1,000.00');
      expect((await stage.command('edit-history')).lines.join('\n')).toContain(
        `make it dusk in ${stage.name}`,
      );
    }
    await pause(TEMPTATION_MS);
    expect(wavespeed.predictions()).toHaveLength(running.length);
    expect(slack.house.bot.log).toContain('nothing new is submitted until there is room in DATA_DIR');

    await disk.recover(slack.house);
    await until('it is ready', async () => (await ready()) === 200);
    if (slack.status(priced)?.buttons.includes(RUN)) await slack.stage.press(priced, RUN);
    const taken = isTaken() ? [{ story: discord, thread: inDiscord }] : [];
    const all = [...running, { story: slack, thread: priced }, inSlack, ...taken];
    for (const { story, thread } of all) await story.deliveredOnce(thread, '$1.08');
    expect(wavespeed.predictions()).toHaveLength(all.length);
    expect(slack.house.bot.log).toContain('the disk takes files again; edits go on');
    expect((await verifyLedger(await slack.house.store())).findings).toEqual([]);
  });
});

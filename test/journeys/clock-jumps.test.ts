import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { periodKey } from '../../src/core/money/periods.ts';
import { verifyLedger } from '../../src/core/money/verify-ledger.ts';
import { discordStage } from './discord-stage.ts';
import { until } from './house.ts';
import { MachineClock } from './machine-clock.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop } from './stage.ts';
import { PATIENT, Story } from './story.ts';

const HOUR_MS = 60 * 60_000;
const JUMPED = 'the clock of this machine has jumped';

/** The months in which the money of a thread's edit was set aside. */
async function months(story: Story, thread: string): Promise<string[]> {
  const store = await story.house.store();
  const rows = await store.ledger({ editId: (await story.edit(thread)).id });
  return [...new Set(rows.map(({ period }) => period).filter((period) => period.startsWith('month:')))];
}

describe('a bot on a machine whose clock jumps', PATIENT, () => {
  let clock: MachineClock;
  let slack: Story;
  let discord: Story;
  let short: Prop;
  let dear: Prop;

  beforeAll(async () => {
    clock = await MachineClock.open();
    slack = await Story.open(
      slackStage,
      { ...clock.settings, TEAM_MONTHLY_CAP: '1000', APPROVE_ABOVE: '1.50', APPROVAL_HOURS: '1' },
      { apart: true, editMs: 3_000 },
    );
    discord = slack.on(discordStage);
    short = await slack.props.clip('short.mp4', { seconds: 3 });
    dear = await slack.props.clip('dear.mp4', { seconds: 5 });
  }, PATIENT.timeout);
  afterAll(async () => {
    await slack?.close();
    await clock?.close();
  });

  /** SQLite reads the same clock: to it, its leases and turns were written that much earlier. */
  function jumpDatabase(ms: number): void {
    const path = join(slack.house.settings['DATA_DIR'] ?? '', 'recut.db');
    const database = new DatabaseSync(path, { timeout: 10_000 });
    database.exec(
      `update edits set lease_until = lease_until - ${ms}; update turns set until = until - ${ms}`,
    );
    database.close();
  }

  async function jump(ms: number): Promise<void> {
    const told = slack.house.bot.log.split(JUMPED).length;
    await clock.shift(ms);
    jumpDatabase(ms);
    await until('the operator is told', () => slack.house.bot.log.split(JUMPED).length > told);
  }

  /** A jump looks to Slack's library like a socket that fell silent: it opens another, and between them nobody is there. */
  async function press({ stage }: Story, thread: string, label: string, by?: string): Promise<void> {
    await until(`${label} is pressed`, async () => {
      try {
        await stage.press(thread, label, by);
        return true;
      } catch (error) {
        if (error instanceof Error && error.message.includes('dispatch_failed')) return false;
        throw error;
      }
    });
  }

  it.each([
    ['forward by five hours', 5 * HOUR_MS],
    ['back by five hours', -5 * HOUR_MS],
    ['forward by forty days', 40 * 24 * HOUR_MS],
  ])('%s goes on as before', async (what, ms) => {
    const month = () => periodKey('month', Date.now(), { timeZone: 'UTC', weekStartsOn: 1 });
    const begun = month();
    const open = await Promise.all(
      [slack, discord].map(async (story) => {
        const where = `${what}, in ${story.stage.name}`;
        const priced = await story.stage.mention({ text: `make it dusk ${where} --quote`, files: [short] });
        await until('the price is there', () => story.status(priced)?.buttons.includes('Run it for $1.08'));
        const asked = await story.stage.mention({ text: `make it dawn ${where}`, files: [dear] });
        await story.says(asked, 'This edit needs an approval');
        const text = `make it night ${where}`;
        const running = await story.stage.mention({ text, files: [short] });
        await until('the provider works', () => story.submissions(text) === 1);
        return { story, where, priced, asked, running };
      }),
    );

    await jump(ms);
    for (const { story, where, priced, asked, running } of open) {
      await press(story, priced, 'Run it for $1.08');
      await press(story, asked, 'Approve', 'Dana');
      const later = await story.stage.mention({ text: `make it noon ${where}`, files: [short] });
      await story.deliveredOnce(asked, '$1.80');
      for (const thread of [priced, running, later]) await story.deliveredOnce(thread, '$1.08');
      for (const thread of [priced, asked, running, later]) {
        expect([[begun], [month()]]).toContainEqual(await months(story, thread));
      }
    }
    expect((await verifyLedger(await slack.house.store())).findings).toEqual([]);
    // Set right again, which is no jump to the bot.
    await clock.shift(0);
    jumpDatabase(-ms);
  });
});

describe('a team whose clocks are put back on the last day of a month', PATIENT, () => {
  /** 3:00 becomes 2:00 in Berlin; the day has 25 hours, and October ends an hour later than it seems. */
  const PUT_BACK = Date.UTC(2027, 9, 31, 1);
  const MONTH_ENDS = Date.UTC(2027, 9, 31, 23);
  let clock: MachineClock;
  let story: Story;
  let short: Prop;
  let dear: Prop;

  beforeAll(async () => {
    clock = await MachineClock.open();
    await clock.set(PUT_BACK - 20_000);
    story = await Story.open(
      slackStage,
      {
        ...clock.settings,
        TIME_ZONE: 'Europe/Berlin',
        TEAM_MONTHLY_CAP: '1000',
        APPROVE_ABOVE: '1.50',
        APPROVAL_HOURS: '2',
      },
      { apart: true },
    );
    short = await story.props.clip('short.mp4', { seconds: 3 });
    dear = await story.props.clip('dear.mp4', { seconds: 5 });
  }, PATIENT.timeout);
  afterAll(async () => {
    await story?.close();
    await clock?.close();
  });

  async function spentIn(text: string): Promise<string[]> {
    const thread = await story.stage.mention({ text, files: [short] });
    await story.deliveredOnce(thread, '$1.08');
    return months(story, thread);
  }

  it('has the hours that were asked for to approve, and its money in the month it lives in', async () => {
    const asked = await story.stage.mention({ text: 'make it dawn', files: [dear] });
    await story.says(asked, 'This edit needs an approval');
    await clock.reaches(PUT_BACK);
    const edit = await story.edit(asked);
    const approval = edit.state === 'awaiting_approval' ? edit.approval : null;
    expect((approval?.expiresAt ?? 0) - (approval?.askedAt ?? 0)).toBe(2 * HOUR_MS);
    await story.stage.press(asked, 'Approve', 'Dana');
    await story.deliveredOnce(asked, '$1.80');
    expect(await months(story, asked)).toEqual(['month:2027-10']);
    await story.house.stopBot();

    await clock.set(MONTH_ENDS - HOUR_MS / 2);
    await story.house.startBot();
    expect(await spentIn('half an hour before the end')).toEqual(['month:2027-10']);
    await story.house.stopBot();

    await clock.set(MONTH_ENDS - 10_000);
    await story.house.startBot();
    await clock.reaches(MONTH_ENDS);
    expect(await spentIn('after the end')).toEqual(['month:2027-11']);
  });
});

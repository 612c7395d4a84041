import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/core/money/verify-ledger.ts';
import { LEFT_OUT } from '../postgres/of-test.ts';
import { discordStage } from './discord-stage.ts';
import { type FailingDatabase, heldSqlite, stoppedPostgres } from './failing-database.ts';
import { freePort } from './free-port.ts';
import { until } from './house.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop } from './stage.ts';
import { PATIENT, Story } from './story.ts';
import { underWayIn } from './under-way.ts';

/** Longer than any lease and any turn. */
const LONG_MS = 16_000;
const NOT_SAVED = /could not save this/;

/** Slack delivers again, or has given that up before the database is back. */
const DATABASES = [
  {
    what: 'a SQLite file that another program has locked',
    open: heldSqlite,
    slackRepeatsMs: Array.from({ length: 20 }, () => 1_000),
    leftOut: '',
  },
  {
    what: `a PostgreSQL that is stopped${LEFT_OUT}`,
    open: stoppedPostgres,
    slackRepeatsMs: [],
    leftOut: LEFT_OUT,
  },
];

describe.each(DATABASES)(
  'one bot without its database, $what',
  PATIENT,
  ({ open, slackRepeatsMs, leftOut }) => {
    let database: FailingDatabase;
    let slack: Story;
    let discord: Story;
    let promo: Prop;
    let port: number;

    beforeAll(async () => {
      if (leftOut) return;
      database = await open();
      port = await freePort();
      slack = await Story.open(
        slackStage,
        { ...database.settings, HTTP_PORT: String(port), TEAM_MONTHLY_CAP: '1000' },
        { apart: true, editMs: 3_000, slackRepeatsMs },
      );
      discord = slack.on(discordStage);
      promo = await slack.props.clip('promo.mp4', { seconds: 3 });
    }, PATIENT.timeout);
    afterAll(async () => {
      await slack?.close();
      await database?.close();
    });

    async function ready(): Promise<{ status: number; store: boolean }> {
      const page = await fetch(`http://127.0.0.1:${port}/readyz`);
      return { status: page.status, store: ((await page.json()) as { store: boolean }).store };
    }

    /** What somebody asked for in a message on Discord is answered by a sentence. */
    async function toldThatNothingIsSaved(message: string): Promise<void> {
      await until('the person is told', () => {
        const replies = slack.house.sandbox.discord.messages('campaign-x');
        return replies.some(({ repliesTo, content }) => repliesTo === message && NOT_SAVED.test(content));
      });
    }

    it.skipIf(leftOut !== '')(
      'takes nothing in and says so; what was under way goes on when it is back',
      async () => {
        const { wavespeed, ...platforms } = slack.house.sandbox;
        const underWay = await underWayIn([slack, discord], promo);
        await database.goAway(slack.house);
        const longAway = pause(LONG_MS);

        const inSlack = await slack.stage.ask({ text: 'make it dawn', files: [promo] });
        await toldThatNothingIsSaved(await discord.stage.ask({ text: 'make it noon', files: [promo] }));
        const mara = platforms.discord.person('Mara');
        const values = { prompt: 'make it night', video: promo };
        expect((await mara.slash('/edit', values, 'campaign-x')).kind).not.toBe('no_response');
        await until('the command is answered', () =>
          mara.ephemerals().some(({ text }) => NOT_SAVED.test(text)),
        );
        await until('it is not ready', async () => (await ready()).status === 503);
        expect((await ready()).store).toBe(false);

        // Nobody knows any more whose turn it is to hear Discord.
        await longAway;
        await toldThatNothingIsSaved(await discord.stage.ask({ text: 'make it noon', files: [promo] }));
        expect(wavespeed.predictions()).toHaveLength(underWay.length);

        await database.comeBack();
        for (const { story, thread } of underWay) await story.deliveredOnce(thread, '$1.08');
        await slack.deliveredOnce(inSlack, '$1.08');
        await until('it is ready', async () => (await ready()).status === 200);
        // Whoever was told to ask again does so, and gets it once.
        const again = await discord.stage.mention({ text: 'make it noon', files: [promo] });
        await discord.deliveredOnce(again, '$1.08');
        expect(wavespeed.predictions()).toHaveLength(underWay.length + 2);
        expect((await verifyLedger(await slack.house.store())).findings).toEqual([]);
      },
    );
  },
);

import { readConfig } from '../../src/config.ts';
import { openConfiguredDatabase } from '../../src/configured-database.ts';
import type { Database } from '../../src/core/store/database.ts';
import { BotProcess } from '../../src/sandbox/bot-process.ts';
import { discordStage } from './discord-stage.ts';
import { type House, until } from './house.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop } from './stage.ts';
import { Story } from './story.ts';

/** Whose turn it is to show the threads of Slack, and to hear Discord. */
export const THREADS = 'threads:slack';
export const GATEWAY = 'gateway:discord:0/1';

/** Several bots in processes of their own that share one database and one folder. */
export class Replicas implements AsyncDisposable {
  readonly #house: House;
  readonly #bots = new Set<BotProcess>();
  readonly #stopped = new Set<BotProcess>();
  #database: Database | null = null;

  constructor(house: House) {
    this.#house = house;
  }

  /** `own` is what it is told differently from the others, such as its way to the database. */
  async start(own: Readonly<Record<string, string>> = {}): Promise<BotProcess> {
    const bot = await BotProcess.start({ ...this.#house.settings, ...own });
    this.#bots.add(bot);
    return bot;
  }

  /** Whose turn something is. */
  async holder(turn: string): Promise<BotProcess> {
    return until(`it is somebody's turn: ${turn}`, async () => {
      const pid = Number((await this.#holderOf(turn))?.split(':')[1]);
      return [...this.#bots].find((bot) => bot.pid === pid);
    });
  }

  /** The server may be restarting. */
  async #holderOf(turn: string): Promise<string | null> {
    try {
      this.#database ??= await openConfiguredDatabase(readConfig(this.#house.settings));
      const row = await this.#database.statement((db) =>
        db.selectFrom('turns').select('holder').where('name', '=', turn).executeTakeFirst(),
      );
      return row?.holder ?? null;
    } catch {
      return null;
    }
  }

  /** Somebody other than `bot`. */
  async takeover(turn: string, bot: BotProcess): Promise<BotProcess> {
    const begun = performance.now();
    const next = await until(`somebody takes over ${turn}`, async () => {
      const holder = await this.holder(turn);
      return holder !== bot && holder;
    });
    console.info(`${turn} was taken over within ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    return next;
  }

  async kill(bot: BotProcess): Promise<void> {
    await bot.kill();
    this.#bots.delete(bot);
  }

  /** SIGTERM. */
  async stop(bot: BotProcess): Promise<number | null> {
    const code = await bot.stop();
    this.#bots.delete(bot);
    return code;
  }

  /** SIGSTOP: it stands still wherever it is, and knows nothing of it. */
  pause(bot: BotProcess): void {
    process.kill(bot.pid, 'SIGSTOP');
    this.#stopped.add(bot);
  }

  resume(bot: BotProcess): void {
    process.kill(bot.pid, 'SIGCONT');
    this.#stopped.delete(bot);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const bot of this.#stopped) this.resume(bot);
    await Promise.all([...this.#bots].map((bot) => bot.kill()));
    await this.#database?.close();
  }
}

/** A house whose bots, two of them at first, are processes of their own on one database and one folder. */
export async function severalBots(settings: Readonly<Record<string, string>> = {}) {
  const slack = await Story.open(
    slackStage,
    { ...settings, TEAM_MONTHLY_CAP: '1000', WAVESPEED_PLACES: '20' },
    { empty: true, editMs: 4_000 },
  );
  const promo = await slack.props.clip('promo.mp4', { seconds: 3 });
  const replicas = new Replicas(slack.house);
  await Promise.all([replicas.start(), replicas.start()]);
  return { slack, discord: slack.on(discordStage), promo, replicas };
}

/** Edits are asked for on both platforms; `trouble` comes while all of them are under way; each is delivered once. */
export async function throughout(
  { slack, discord, clip, what }: { slack: Story; discord: Story; clip: Prop; what: string },
  trouble: () => Promise<unknown>,
): Promise<void> {
  const stories = [slack, discord, slack, discord, slack, discord];
  const asked = await Promise.all(
    stories.map(async (story, index) => ({
      story,
      thread: await story.stage.mention({ text: `make it ${what} ${index}`, files: [clip] }),
    })),
  );
  await trouble();
  const later = await slack.stage.mention({ text: `make it ${what} later`, files: [clip] });
  for (const { story, thread } of [...asked, { story: slack, thread: later }]) {
    await story.deliveredOnce(thread, '$1.08');
  }
}

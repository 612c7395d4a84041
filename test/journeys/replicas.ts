import { Client } from 'pg';
import { BotProcess } from '../../src/sandbox/bot-process.ts';
import { type House, until } from './house.ts';

/** Several bots in processes of their own that share one PostgreSQL database and one folder. */
export class Replicas implements AsyncDisposable {
  readonly #house: House;
  readonly #bots = new Set<BotProcess>();
  readonly #stopped = new Set<BotProcess>();

  constructor(house: House) {
    this.#house = house;
  }

  /** `own` is what it is told differently from the others, such as its way to the database. */
  async start(own: Readonly<Record<string, string>> = {}): Promise<BotProcess> {
    const bot = await BotProcess.start({ ...this.#house.settings, ...own });
    this.#bots.add(bot);
    return bot;
  }

  /** Whose turn something is: `gateway:discord:0/1`, `threads:slack`. */
  async holder(turn: string): Promise<BotProcess> {
    return until(`it is somebody's turn: ${turn}`, async () => {
      const client = new Client({ connectionString: this.#house.settings['DATABASE_URL'] });
      // The server may be restarting.
      client.on('error', () => undefined);
      try {
        await client.connect();
        const { rows } = await client.query<{ holder: string }>('select holder from turns where name = $1', [
          turn,
        ]);
        const pid = Number(rows[0]?.holder.split(':')[1]);
        return [...this.#bots].find((bot) => bot.pid === pid);
      } catch {
        return null;
      } finally {
        await client.end().catch(() => undefined);
      }
    });
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
  }
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { emptySchema } from '../postgres/empty-schema.ts';
import { startServer } from '../postgres/server.ts';
import type { House } from './house.ts';

/** The database of one bot, which goes away and comes back. */
export interface FailingDatabase {
  /** What the bot is told of it. */
  readonly settings: Readonly<Record<string, string>>;
  goAway(house: House): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** A SQLite file that somebody else keeps writing to, such as a tool that hangs in the midst of a transaction. */
export async function heldSqlite(): Promise<FailingDatabase> {
  let other: DatabaseSync | null = null;
  const comeBack = async () => {
    other?.close();
    other = null;
  };
  return {
    settings: {},
    async goAway({ settings }) {
      other = new DatabaseSync(join(settings['DATA_DIR'] ?? '', 'recut.db'), { timeout: 10_000 });
      other.exec('begin immediate');
    },
    comeBack,
    close: comeBack,
  };
}

/** A PostgreSQL server of its own, which is stopped and started again at the same address. */
export async function stoppedPostgres(): Promise<FailingDatabase> {
  const server = await startServer();
  const { address } = await emptySchema(server.url);
  return {
    settings: { DATABASE_URL: address },
    goAway: () => server.stop(),
    comeBack: () => server.start(),
    close: () => server.close(),
  };
}

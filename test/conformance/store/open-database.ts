import type { Database } from '../../../src/core/store/database.ts';
import { openPostgres } from '../../../src/core/store/postgres/open-postgres.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';

/** Opens whatever kind of database the address names: `sqlite:` and a path, or a `postgresql:` URL. Other processes use it too. */
export function openDatabase(address: string): Promise<Database> {
  const [scheme, ...rest] = address.split(':');
  if (scheme === 'sqlite') return openSqlite(rest.join(':'));
  if (scheme === 'postgresql' || scheme === 'postgres') return openPostgres(address);
  throw new Error(`Nothing opens ${address}`);
}

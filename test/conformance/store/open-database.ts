import type { Database } from '../../../src/core/store/database.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';

/** Opens whatever kind of database the address names: `sqlite:` and a path. Other processes use it too. */
export function openDatabase(address: string): Promise<Database> {
  const [scheme, ...rest] = address.split(':');
  if (scheme === 'sqlite') return openSqlite(rest.join(':'));
  throw new Error(`Nothing opens ${address}`);
}

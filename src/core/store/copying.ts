import { type Kysely, sql } from 'kysely';
import { RecutError } from '../errors.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Turns are of processes, and go with them. */
type Copied = Exclude<keyof Tables, 'turns'>;
type Row = Readonly<Record<string, unknown>>;

/** By what the rows of a table are read in order; a table that others point at comes before them. */
const KEYS: { readonly [T in Copied]: readonly (keyof Tables[T] & string)[] } = {
  edits: ['id'],
  events: ['key'],
  audit: ['edit_id', 'version'],
  ledger: ['seq'],
  messages: ['edit_id', 'slot'],
  timings: ['seq'],
  kv: ['ns', 'key'],
  settings: ['platform', 'team', 'version'],
  alerts: ['scope', 'period', 'percent'],
  library: ['id'],
  notices: ['id'],
  predictions: ['provider', 'id'],
  low_balances: ['provider'],
};

/** Of few columns each: a statement takes some ten thousand values. */
const PAGE = 200;

/**
 * Copies all rows of one database, as they are at one moment, into another, which may be of the other kind and is to be
 * empty; resolves with how many they are. It happens whole or not at all.
 * @throws RecutError `store_not_empty`
 */
export async function copyInto(from: Database, to: Database): Promise<number> {
  const tables = Object.entries(KEYS) as [Copied, readonly string[]][];
  return to.transaction((into) =>
    from.snapshot(async (db) => {
      let copied = 0;
      for (const [table, keys] of tables) {
        await requireEmpty(into, table);
        for await (const rows of pagesOf(db, table, keys)) {
          await insert(into, table, rows);
          copied += rows.length;
        }
      }
      return copied;
    }),
  );
}

async function requireEmpty(db: Kysely<Tables>, table: Copied): Promise<void> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  if (rows.length === 0) return;
  throw new RecutError(
    'store_not_empty',
    'The database is not empty. A copy takes one that nobody has used.',
  );
}

async function* pagesOf(db: Kysely<Tables>, table: Copied, keys: readonly string[]): AsyncGenerator<Row[]> {
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  for (let last: Row | undefined, isFirst = true; isFirst || last; isFirst = false) {
    const values = keys.map((key) => last?.[key]);
    const rest = last ? sql`where (${columns}) > (${sql.join(values)})` : sql``;
    const { rows } = await sql<Row>`select * from ${sql.table(table)} ${rest}
      order by ${columns} limit ${sql.lit(PAGE)}`.execute(db);
    if (rows.length > 0) yield rows;
    last = rows.length === PAGE ? rows.at(-1) : undefined;
  }
}

async function insert(db: Kysely<Tables>, table: Copied, rows: readonly Row[]): Promise<void> {
  // The database numbers these itself; they come in their order.
  const given = table === 'timings' ? rows.map(({ seq: _, ...row }) => row) : rows;
  // What was read from a table of this name is what it takes.
  await db
    .insertInto(table)
    .values(given as never)
    .execute();
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { copyInto } from '../../../src/core/store/copying.ts';
import type { Database } from '../../../src/core/store/database.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { backupPostgres, loadBackup } from '../../../src/core/store/postgres/backup-postgres.ts';
import { postgresAsItIs } from '../../../src/core/store/postgres/open-postgres.ts';
import { restoredFrom } from '../../../src/core/store/restored-mark.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { accepted, aStep } from '../../conformance/store/steps.ts';
import { emptySchema } from '../../postgres/empty-schema.ts';
import { LEFT_OUT, postgresOfTest } from '../../postgres/of-test.ts';
import { aHold, anEdit } from '../edit/an-edit.ts';

const CAP = { scope: 'team:slack:T1', period: 'month:2026-11', limit: parseDollars('1000') };

async function aSqlite(): Promise<Database> {
  const database = await openSqlite(':memory:');
  onTestFinished(() => database.close());
  return database;
}

/** Edits that hold money and have a message, and so many more that were only asked for. */
async function lived(database: Database, more = 0): Promise<KyselyStore> {
  const store = new KyselyStore(database);
  for (let n = 0; n < 3; n += 1) await asked(store);
  for (let n = 0; n < more; n += 1) await accepted(store);
  return store;
}

async function asked(store: KyselyStore): Promise<void> {
  const from = await accepted(store, anEdit('approved'));
  const hold = aHold(from.id, { amount: parseDollars('1') });
  await store.commit(aStep(from, { ledger: [{ kind: 'hold', hold }], caps: [CAP] }));
  await store.savePosted({ editId: from.id, slot: 'status', ref: 'm1', hash: 'h' });
}

/** All rows of all tables, as they are told apart by nothing but their values. */
async function everything(database: Database, tables: readonly string[]): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await database.statement((db) => sql`select * from ${sql.table(table)}`.execute(db));
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row as object).sort())).sort();
  }
  return all;
}

async function tablesOf(database: Database): Promise<string[]> {
  const { rows } = await database.statement((db) =>
    sql<{ name: string }>`select name from sqlite_master where type = 'table'
      and name not like 'sqlite_%' and name not like 'kysely_%' order by name`.execute(db),
  );
  return rows.map(({ name }) => name);
}

describe('a copy of a database', () => {
  it('has every row of every table but the turns of processes', async () => {
    const [from, to] = [await aSqlite(), await aSqlite()];
    const store = await lived(from, 450);
    await store.takeTurn('gateway', 'here:1:x', 1_000);
    const tables = await tablesOf(from);
    expect(tables).toContain('low_balances');
    const copied = await copyInto(from, to);
    const { turns, ...rest } = await everything(from, tables);
    expect(turns).toHaveLength(1);
    expect(await everything(to, tables)).toEqual({ ...rest, turns: [] });
    expect(copied).toBe(Object.values(rest).flat().length);
  });

  it('is made into an empty database only, and else changes nothing', async () => {
    const [from, to] = [await aSqlite(), await aSqlite()];
    await lived(from);
    await lived(to);
    const before = await everything(to, await tablesOf(to));
    await expect(copyInto(from, to)).rejects.toMatchObject({ code: 'store_not_empty' });
    expect(await everything(to, await tablesOf(to))).toEqual(before);
  });
});

describe.skipIf(LEFT_OUT !== '')(`a backup of PostgreSQL${LEFT_OUT}`, () => {
  const { address, opened } = postgresOfTest();

  async function aFile(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'recut-copying-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return join(folder, 'recut.db');
  }

  it('is a SQLite file with the same rows, which says that it is a backup, and is loaded again as it was', async () => {
    const source = await opened();
    await lived(source, 210);
    const path = await aFile();
    await backupPostgres(source, path, 1_764_000_000_000);
    const file = await openSqlite(path);
    const tables = (await tablesOf(file)).filter((table) => table !== 'kv');
    expect(await restoredFrom(file)).toBe(1_764_000_000_000);
    const there = await everything(source, tables);
    expect(await everything(file, tables)).toEqual(there);
    await file.close();

    const other = await emptySchema(address());
    onTestFinished(other.drop);
    const target = await opened({}, other.address);
    await loadBackup(path, target);
    expect(await everything(target, tables)).toEqual(there);
    const analyzed = sql<{
      rows: number;
    }>`select reltuples as rows from pg_class where oid = 'edits'::regclass`;
    const [edits] = (await target.statement((db) => analyzed.execute(db))).rows;
    expect(edits?.rows, 'the server plans by what was loaded').toBeGreaterThan(0);
    await expect(loadBackup(path, target)).rejects.toMatchObject({ code: 'store_not_empty' });
  });

  it('is of one moment, while others go on writing: its books are whole', async () => {
    const source = await opened();
    const store = await lived(source);
    let done = false;
    const writing = (async () => {
      while (!done) await asked(store);
    })();
    const path = await aFile();
    await backupPostgres(source, path, 1);
    done = true;
    await writing;
    const copy = new KyselyStore(await openSqlite(path));
    onTestFinished(() => copy.close());
    const rows = await copy.ledger({ account: CAP });
    const balance = await copy.balance(CAP);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(balance.held).toBe(rows.length * 1_000_000);
    const all = await copy.history({ platform: 'slack', team: 'T1', limit: 10_000 });
    // An edit is asked for before its money is set aside.
    expect([0, 1]).toContain(all.length - rows.length);
  });

  it('is not made of a database that an older version left', async () => {
    const source = postgresAsItIs(address());
    onTestFinished(() => source.close());
    await expect(backupPostgres(source, await aFile(), 1)).rejects.toMatchObject({ code: 'store_older' });
  });
});

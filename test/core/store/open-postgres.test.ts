import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { roomLeft } from '../../../src/core/money/balance.ts';
import { micros, parseDollars } from '../../../src/core/money/micros.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { enter } from '../../../src/core/store/ledger-entries.ts';
import { balanceOf } from '../../../src/core/store/ledger-queries.ts';
import { checkUpPostgres } from '../../../src/core/store/postgres/check-up.ts';
import { postgresEngine } from '../../../src/core/store/postgres/engine.ts';
import { openPostgres } from '../../../src/core/store/postgres/open-postgres.ts';
import { wholeNumbers } from '../../../src/core/store/postgres/whole-numbers.ts';
import type { Tables } from '../../../src/core/store/tables.ts';
import { accepted, aStep } from '../../conformance/store/steps.ts';
import { LEFT_OUT, postgresOfTest } from '../../postgres/of-test.ts';
import { aHold, anEdit } from '../edit/an-edit.ts';

const CAP = { scope: 'team:slack:T1', period: 'month:2026-11', limit: parseDollars('10') };

describe.skipIf(LEFT_OUT !== '')(`a PostgreSQL database${LEFT_OUT}`, () => {
  const { address, opened, otherConnection } = postgresOfTest();

  it('can be checked without being changed', async () => {
    expect(await checkUpPostgres(address())).toMatch(/^\d+/);
    const other = await otherConnection();
    const { rows } = await other.query(`select from pg_tables where schemaname = current_schema()`);
    expect(rows).toEqual([]);
  });

  it('is set up once when several open it at the same moment', async () => {
    const databases = await Promise.all(Array.from({ length: 8 }, () => opened()));
    for (const database of databases) expect(await new KyselyStore(database).countByState()).toEqual({});
    const other = await otherConnection();
    const { rows } = await other.query('select name, count(*)::int from kysely_migration group by name');
    expect(rows.map(({ count }) => count)).toEqual(rows.map(() => 1));
    expect(rows.length).toBeGreaterThan(3);
  });

  it('is set up while others make and drop schemas of their own beside it', async () => {
    const other = await otherConnection();
    let done = false;
    const busy = (async () => {
      for (let at = 0; !done; at += 1) {
        const schema = `recut_other_${process.pid}_${at}`;
        await other.query(`create schema ${schema}; create table ${schema}.things (a int, b int, c int)`);
        await other.query(`drop schema ${schema} cascade`);
      }
    })();
    try {
      for (let time = 0; time < 20; time += 1) await (await opened()).close();
    } finally {
      done = true;
      await busy;
    }
  });

  it('is left alone when a newer Recut has used it', async () => {
    await (await opened()).close();
    const other = await otherConnection();
    await other.query(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`);
    await expect(openPostgres(address())).rejects.toMatchObject({ code: 'store_newer', retryable: false });
  });

  it('keeps the ledger also from being emptied as a whole', async () => {
    const database = await opened();
    await accepted(new KyselyStore(database));
    for (const statement of ['truncate audit', 'truncate ledger', 'delete from ledger']) {
      await expect(database.statement((db) => sql.raw(statement).execute(db))).rejects.toMatchObject({
        code: 'store_fault',
        message: expect.stringContaining('is append-only'),
      });
    }
  });

  it('gives whole numbers as numbers, and none that would not be exact', async () => {
    const database = await opened();
    const read = async (text: string) =>
      (await database.statement((db) => sql.raw(`select ${text}`).execute(db))).rows;
    expect(await read('9007199254740991::bigint as n')).toEqual([{ n: Number.MAX_SAFE_INTEGER }]);
    const added = 'sum(n) from (values (4503599627370496::bigint), (5)) as rows (n)';
    expect(await read(added)).toEqual([{ sum: 4_503_599_627_370_501 }]);
    for (const inexact of ['9007199254740992::bigint', '0.5::numeric']) {
      await expect(read(inexact)).rejects.toMatchObject({ code: 'store_fault', retryable: false });
    }
    expect(await database.ping()).toBe(true);
  });

  it('orders text as SQLite does, whatever the language of the server', async () => {
    const store = new KyselyStore(await opened());
    const { id: editId } = await accepted(store);
    for (const slot of ['b', 'A', '_', 'a', 'B'])
      await store.savePosted({ editId, slot, ref: null, hash: null });
    expect((await store.posted(editId)).map(({ slot }) => slot)).toEqual(['A', 'B', '_', 'a', 'b']);
  });

  it('gives a worker what nobody else is claiming, without waiting for the others', async () => {
    const store = new KyselyStore(await opened());
    const first = await accepted(store, anEdit('requested', { dueAt: 1 }));
    const second = await accepted(store, anEdit('requested', { dueAt: 2 }));
    const other = await otherConnection();
    await other.query('begin');
    await other.query('select id from edits where id = $1 for update', [first.id]);
    expect((await store.claim('w1', 10, 60_000, 1)).map(({ id }) => id)).toEqual([second.id]);
    await other.query('rollback');
    expect((await store.claim('w1', 10, 60_000, 1)).map(({ id }) => id)).toEqual([first.id]);
  });

  describe('whose transactions are in each other’s way', () => {
    it('lets all of them through in the end', async () => {
      const stores = [new KyselyStore(await opened()), new KyselyStore(await opened())];
      const caps = [{ ...CAP, limit: micros(Number.MAX_SAFE_INTEGER) }];
      const results = await Promise.all(
        Array.from({ length: 60 }, async (_, at) => {
          const store = stores[at % 2] ?? stores[0];
          const edit = await accepted(store as KyselyStore);
          return store?.commit(aStep(edit, { ledger: [{ kind: 'hold', hold: aHold(edit.id) }], caps }));
        }),
      );
      expect(results).toEqual(results.map(() => ({ kind: 'committed' })));
    });

    it('(control) breaks a cap when they look at it before they wait for each other', async () => {
      const store = new KyselyStore(await opened());
      const pool = new Pool({ connectionString: address(), types: wholeNumbers });
      const careless = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
      onTestFinished(() => careless.destroy());
      const both = meeting(2);
      await Promise.all(
        [await accepted(store), await accepted(store)].map((edit) =>
          careless.transaction().execute(async (db) => {
            expect(roomLeft(CAP, await balanceOf(db, CAP))).toBe(CAP.limit);
            await both();
            await postgresEngine.lockTable(db, 'ledger');
            const hold = aHold(edit.id, { amount: CAP.limit });
            expect(await enter(db, { kind: 'hold', hold }, aStep(edit, { caps: [] }))).toBeNull();
          }),
        ),
      );
      expect((await store.balance(CAP)).held).toBe(2 * CAP.limit);
    });

    it('runs one of two again that wait for each other', async () => {
      const database = await opened();
      const kv = (key: string) => ({ ns: 'n', key, value: '0', expires: null });
      await database.statement((db) =>
        db
          .insertInto('kv')
          .values([kv('a'), kv('b')])
          .execute(),
      );
      const both = meeting(2);
      const change = (first: string, second: string) =>
        database.transaction(async (db) => {
          await db.updateTable('kv').set({ value: first }).where('key', '=', first).execute();
          await both();
          await db.updateTable('kv').set({ value: first }).where('key', '=', second).execute();
        });
      await Promise.all([change('a', 'b'), change('b', 'a')]);
      const rows = await database.statement((db) => db.selectFrom('kv').select('value').execute());
      expect(new Set(rows.map(({ value }) => value)).size).toBe(1);
    });

    it('gives up after a while', async () => {
      const database = await opened({ patienceMs: 1_000 });
      let runs = 0;
      const conflict = sql.raw(`do $$ begin raise exception 'always' using errcode = '40001'; end $$`);
      await expect(
        database.transaction(async (db) => {
          runs++;
          await conflict.execute(db);
        }),
      ).rejects.toMatchObject({ code: 'store_unavailable', retryable: true });
      expect(runs).toBeGreaterThan(1);
    });
  });
});

/** Resolves for everybody once so many have come; who comes later goes straight through. */
function meeting(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let here = 0;
  return () => {
    here++;
    if (here === size) resolve();
    return promise;
  };
}

import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { RecutError } from '../../../src/core/errors.ts';
import type { Database } from '../../../src/core/store/database.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openPostgres } from '../../../src/core/store/postgres/open-postgres.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { accepted } from '../../conformance/store/steps.ts';
import { LEFT_OUT, postgresOfTest } from '../../postgres/of-test.ts';
import { proxyOf } from '../../postgres/proxy.ts';
import { startServer } from '../../postgres/server.ts';
import { anEdit } from '../edit/an-edit.ts';

const UNAVAILABLE = { code: 'store_unavailable', retryable: true };

describe.skipIf(LEFT_OUT !== '')(`a store whose PostgreSQL${LEFT_OUT}`, () => {
  const { address, opened, otherConnection } = postgresOfTest();

  it('is not there cannot be opened, and is named without the password', async () => {
    const nobody = 'postgresql://recut:very-secret@127.0.0.1:1/clips';
    const error = await openPostgres(nobody).catch((problem) => problem);
    expect(error).toMatchObject({
      ...UNAVAILABLE,
      message: 'PostgreSQL at 127.0.0.1:1/clips: The database says: connect ECONNREFUSED 127.0.0.1:1',
    });
    expect(error.stack).not.toContain('very-secret');
  });

  it('does not know the database cannot be opened', async () => {
    const nowhere = new URL(address());
    nowhere.pathname = '/recut_nowhere';
    await expect(openPostgres(nowhere.href)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('ends its connections while nobody uses them goes on with new ones', async () => {
    const store = new KyselyStore(await opened());
    const before = await Promise.all(Array.from({ length: 10 }, () => accepted(store)));
    await endOthers(await otherConnection());
    await expect.poll(() => store.ping()).toBe(true);
    for (const { id } of before) expect((await store.read(id))?.id).toBe(id);
  });

  it('ends its connection in the middle of a transaction says so, takes it back and goes on', async () => {
    const database = await opened();
    const other = await otherConnection();
    const broken = database.transaction(async (db) => {
      await db.insertInto('kv').values({ ns: 'n', key: 'k', value: 'v', expires: null }).execute();
      await endOthers(other);
      await db.selectFrom('kv').selectAll().execute();
    });
    await expect(broken).rejects.toMatchObject(UNAVAILABLE);
    await expect.poll(() => database.ping()).toBe(true);
    // Nothing but what asking left.
    expect(await database.statement((db) => db.selectFrom('kv').select('key').execute())).toEqual([
      { key: 'ping' },
    ]);
  });

  it('does not answer any more says so, keeps nobody waiting for long, and goes on when it answers', async () => {
    const proxy = await proxyOf(address());
    const database = await opened({ silenceMs: 300 }, proxy.url);
    const store = new KyselyStore(database);
    const { id } = await accepted(store);
    proxy.goSilent();
    const began = performance.now();
    const waiting = [store.read(id), store.read(id), store.accept(anEdit('requested'), ['e'], 'U1', 1)];
    for (const call of await Promise.allSettled(waiting))
      expect(call).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
    expect(performance.now() - began).toBeLessThan(10_000);
    proxy.mend();
    expect((await store.read(id))?.id).toBe(id);
    expect(await store.countByState()).toEqual({ requested: 1 });
  });

  it('waits for somebody who has stopped in the middle of a transaction takes it away from them', async () => {
    const [stopped, other] = [await opened(), await opened()];
    const store = new KyselyStore(other);
    const { id } = await accepted(
      store,
      anEdit('requested', { place: { ...anEdit('requested').place, thread: null } }),
    );
    const { promise: over, resolve: goOn } = Promise.withResolvers<void>();
    const slow = stopped.transaction(async (db) => {
      await db.updateTable('edits').set({ thread: 'slow' }).where('id', '=', id).execute();
      await over;
      await db.selectFrom('edits').select('id').execute();
    });
    const lost = expect(slow).rejects.toMatchObject(UNAVAILABLE);
    await expect.poll(() => locked(other, id)).toBe(true);
    await store.setThread(id, '1763.1');
    goOn();
    await lost;
    expect((await store.read(id))?.place.thread).toBe('1763.1');
  });

  it('is restarted says so meanwhile, has kept what it acknowledged, and goes on', async ({ skip }) => {
    const server = await startServer().catch((problem) => skip(`cannot be started here: ${problem}`));
    onTestFinished(() => server.close());
    const database = await openPostgres(server.url);
    onTestFinished(() => database.close());
    const store = new KyselyStore(database);
    const work = keepAccepting(store);
    await expect.poll(() => work.kept.length).toBeGreaterThan(20);
    await server.stop();
    await expect.poll(() => work.failures.length).toBeGreaterThan(5);
    await expect(store.read('none' as EditId)).rejects.toMatchObject(UNAVAILABLE);
    expect(await store.ping()).toBe(false);
    const before = work.kept.length;
    await server.start();
    await expect.poll(() => work.kept.length).toBeGreaterThan(before + 20);
    await work.end();
    expect(work.failures).toEqual(work.failures.map(() => 'store_unavailable'));
    for (const id of work.kept) expect(await store.audit(id)).toHaveLength(1);
  });
});

/** Ends every connection of the same test but this one. */
async function endOthers(connection: { query(text: string): Promise<unknown> }): Promise<void> {
  await connection.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = current_setting('application_name') and pid <> pg_backend_pid()`);
}

async function locked(database: Database, id: EditId): Promise<boolean> {
  const row = sql`select id from edits where id = ${id} for update skip locked`;
  return (await database.statement((db) => row.execute(db))).rows.length === 0;
}

/** Four who accept one edit after another, until they are told to end. */
function keepAccepting(store: Store) {
  const kept: EditId[] = [];
  const failures: string[] = [];
  let ended = false;
  const workers = Array.from({ length: 4 }, async () => {
    while (!ended) {
      try {
        kept.push((await accepted(store)).id);
      } catch (error) {
        failures.push(error instanceof RecutError ? error.code : String(error));
      }
    }
  });
  const end = async () => {
    ended = true;
    await Promise.all(workers);
  };
  return { kept, failures, end };
}

import Keyv from 'keyv';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../../src/core/store/database.ts';
import { SqlKeyvStore } from '../../../src/core/store/sql-keyv-store.ts';
import { openDatabase } from '../../conformance/store/open-database.ts';
import { postgres } from '../../conformance/store/postgres.ts';
import { sqliteMemory } from '../../conformance/store/sqlite.ts';

describe.for([sqliteMemory, postgres])('keyv on $name', ({ make, missing }) => {
  let database: Database;

  beforeEach(async ({ skip }) => {
    skip(missing !== undefined, `left out: ${missing}`);
    const { address, drop } = await make();
    onTestFinished(drop);
    database = await openDatabase(address);
    onTestFinished(() => database.close());
  });

  const keyvOf = (namespace: string) => new Keyv({ store: new SqlKeyvStore(database), namespace });

  it('uses the adapter itself, not a bridge that would turn times into durations', () => {
    const store = new SqlKeyvStore(database);
    expect(new Keyv({ store, namespace: 'a' }).store).toBe(store);
    expect(store.namespace).toBe('a');
  });

  it('keeps values of any shape, and the last one of a key', async () => {
    const keyv = keyvOf('preferences');
    await keyv.set('U1', { quality: 'draft', models: ['a', 'b'] });
    await keyv.set('U1', { quality: 'final', models: [] });
    await keyv.set("it's; --\n%", 'kept');
    expect(await keyv.get('U1')).toEqual({ quality: 'final', models: [] });
    expect(await keyv.get("it's; --\n%")).toBe('kept');
    expect(await keyv.get('U2')).toBeUndefined();
    expect(await keyv.has('U1')).toBe(true);
    expect(await keyv.has('U2')).toBe(false);
  });

  it('keeps namespaces apart, also when one is cleared', async () => {
    const [one, other] = [keyvOf('one'), keyvOf('other')];
    await one.set('key', 1);
    await other.set('key', 2);
    expect([await one.get('key'), await other.get('key')]).toEqual([1, 2]);
    await one.delete('key');
    expect(await other.get('key')).toBe(2);
    await one.set('key', 3);
    await one.clear();
    expect([await one.get('key'), await other.get('key')]).toEqual([undefined, 2]);
  });

  it('forgets at the time it was told, not before', async () => {
    const adapter = new SqlKeyvStore(database);
    await adapter.set('past', 'x', Date.now() - 1);
    await adapter.set('future', 'x', Date.now() + 60_000);
    expect(await adapter.getMany(['past', 'future'])).toEqual([undefined, 'x']);
    expect(await adapter.hasMany(['past', 'future'])).toEqual([false, true]);

    const keyv = keyvOf('cache');
    await keyv.set('short', 1, 20);
    await keyv.set('long', 1, 60_000);
    await expect.poll(() => keyv.get('short'), { interval: 5 }).toBeUndefined();
    expect(await keyv.get('long')).toBe(1);
  });

  it('gives the room of what has expired back at the next write, in every namespace', async () => {
    const [one, other] = [new SqlKeyvStore(database), new SqlKeyvStore(database)];
    one.namespace = 'one';
    other.namespace = 'other';
    await one.set('a', 'x', Date.now() - 1);
    await other.set('b', 'x');
    const rows = await database.statement((db) => db.selectFrom('kv').select('key').execute());
    expect(rows).toEqual([{ key: 'b' }]);
  });

  it('answers many at once in the order they were asked', async () => {
    const keyv = keyvOf('many');
    expect(
      await keyv.setMany([
        { key: 'a', value: 1 },
        { key: 'b', value: 2 },
        { key: 'a', value: 3 },
      ]),
    ).toEqual([true, true, true]);
    expect(await keyv.getMany(['b', 'c', 'a'])).toEqual([2, undefined, 3]);
    expect(await keyv.hasMany(['c', 'b'])).toEqual([false, true]);
    expect(await keyv.deleteMany(['a', 'c'])).toEqual([true, false]);
    expect(await keyv.getMany(['a', 'b'])).toEqual([undefined, 2]);
    expect(await keyv.getMany([])).toEqual([]);
    expect(await keyv.setMany([])).toEqual([]);
    expect(await keyv.deleteMany([])).toEqual([]);
  });

  it('goes through everything of its namespace, however much it is', async () => {
    const keyv = keyvOf('big');
    await keyvOf('other').set('x', 1);
    const entries = Array.from({ length: 450 }, (_, at) => ({ key: `k${at}`, value: at }));
    await keyv.setMany(entries);
    const found = [];
    for await (const [key, value] of keyv.iterator()) found.push({ key, value });
    expect(found.sort((a, b) => a.value - b.value)).toEqual(entries);
  });

  it('can be changed while somebody goes through it', async () => {
    const keyv = keyvOf('moving');
    await keyv.setMany(
      Array.from({ length: 250 }, (_, at) => ({ key: `k${String(at).padStart(3, '0')}`, value: at })),
    );
    let seen = 0;
    for await (const [key] of keyv.iterator()) {
      await keyv.delete(String(key));
      seen++;
    }
    expect(seen).toBe(250);
    expect(await keyv.has('k000')).toBe(false);
  });

  it('refuses values that were not made text', async () => {
    const keyv = new Keyv({ store: new SqlKeyvStore(database), serialization: false });
    await expect(keyv.set('key', { a: 1 })).rejects.toMatchObject({ code: 'not_serialized' });
  });

  it('(why it may not hold money) swallows a failed write and a failed read', async () => {
    const keyv = keyvOf('hints');
    const problems: unknown[] = [];
    keyv.on('error', (problem) => problems.push(problem));
    await database.close();
    expect(await keyv.set('key', 1)).toBe(false);
    expect(await keyv.get('key')).toBeUndefined();
    expect(problems).toHaveLength(2);
  });

  it('(why it may not count) lets everybody win who checks before writing', async () => {
    const keyv = keyvOf('dedup');
    const wins = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        if (await keyv.has('event')) return false;
        return keyv.set('event', at);
      }),
    );
    expect(wins.filter(Boolean).length).toBeGreaterThan(1);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../src/core/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/core/store/store.ts';
import { Turn } from '../../src/core/turn.ts';
import { isGone, workerName } from '../../src/core/worker.ts';

/** Where this process runs, as its own name says. */
const [HERE = ''] = workerName().split(':');

const FOR_MS = 600;
const logger = pino({ level: 'silent' });

async function aStore(): Promise<Store> {
  const store = new KyselyStore(await openSqlite(':memory:'));
  onTestFinished(() => store.close());
  return store;
}

/** A process that keeps a diary of its turns. */
function aTurn(store: Pick<Store, 'takeTurn' | 'endTurn'>, worker: string) {
  const diary: string[] = [];
  const turn = new Turn({ store, name: 'gateway', worker, logger, forMs: FOR_MS });
  onTestFinished(() => turn.stop());
  const doing = {
    begin: async () => void diary.push('begin'),
    end: async () => void diary.push('end'),
  };
  return { turn, diary, doing };
}

describe('a turn', () => {
  it('is begun at once by the first, and by the next when the first hands it over', async () => {
    const store = await aStore();
    const [a, b] = [aTurn(store, 'one:1:a'), aTurn(store, 'two:2:b')];
    await a.turn.start(a.doing);
    await b.turn.start(b.doing);
    expect([a.turn.held(), b.turn.held()]).toEqual([true, false]);
    await a.turn.stop();
    expect(a.diary).toEqual(['begin', 'end']);
    await vi.waitUntil(() => b.turn.held() && b.diary.length === 1, { timeout: 10_000 });
  });

  it('is not held without the store when its time is over; what was begun goes on until it is another’s', async () => {
    const store = await aStore();
    let away = false;
    const flaky = {
      takeTurn: (...args: Parameters<Store['takeTurn']>) =>
        away ? Promise.reject(new Error('away')) : store.takeTurn(...args),
      endTurn: store.endTurn.bind(store),
    };
    const a = aTurn(flaky, 'one:1:a');
    await a.turn.start(a.doing);
    away = true;
    await vi.waitUntil(() => !a.turn.held(), { timeout: 10_000 });
    away = false;
    await vi.waitUntil(() => a.turn.held(), { timeout: 10_000 });
    expect(a.diary).toEqual(['begin']);

    away = true;
    await vi.waitUntil(async () => (await store.takeTurn('gateway', 'two:2:b', FOR_MS)).kind === 'taken', {
      timeout: 10_000,
    });
    expect(a.diary).toEqual(['begin']);
    away = false;
    await vi.waitUntil(() => a.diary.includes('end'), { timeout: 10_000 });
    expect(a.turn.held()).toBe(false);
  });

  it('that cannot begin is given back, so that another may try', async () => {
    const store = await aStore();
    const a = aTurn(store, 'one:1:a');
    await expect(a.turn.start({ begin: () => Promise.reject(new Error('bad token')) })).rejects.toThrow(
      'bad token',
    );
    expect(await store.takeTurn('gateway', 'b', FOR_MS)).toEqual({ kind: 'taken' });
  });

  it('of a process of this machine that is gone is taken over at once', async () => {
    const store = await aStore();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await store.takeTurn('gateway', `${HERE}:${child.pid}:x`, 1_000_000);
    const turn = new Turn({ store, name: 'gateway', worker: workerName(), logger, forMs: 600_000 });
    onTestFinished(() => turn.stop());
    await turn.start();
    expect(turn.held()).toBe(true);
  });
});

describe('a worker', () => {
  it("is gone when its process is, when its number is this one's, and never when it is of another machine", () => {
    const self = workerName();
    expect(isGone(self, self)).toBe(false);
    expect(isGone(`${HERE}:${process.pid}:earlier`, self)).toBe(true);
    expect(isGone(`${HERE}:${process.ppid}:parent`, self)).toBe(false);
    expect(isGone(`elsewhere:${process.pid}:x`, self)).toBe(false);
  });

  it.runIf(platform() === 'linux')(
    'may be alive in another container of the same name, which has numbers of its own',
    () => {
      const container = HERE.replace(/\/\d+$/, '/4026539999');
      expect(container).not.toBe(HERE);
      expect(isGone(`${container}:${process.pid}:x`, workerName())).toBe(false);
    },
  );
});

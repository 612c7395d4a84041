import { hostname } from 'node:os';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { Runner } from '../../../src/core/runner/runner.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { until } from '../../journeys/house.ts';
import { anEdit } from '../edit/an-edit.ts';

/** Its step touches nothing but the store. */
const edit = anEdit('submitting', { attemptAt: 900 });
const WORKER = `${hostname()}:${process.pid}:now`;

/** A runner over a store that is all of it played here; what the store is asked is written down. */
function started(store: Partial<Store>): void {
  const kit = {
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    store: {
      leaseholders: async () => [],
      claim: async () => [],
      dueIn: async () => null,
      renew: async () => true,
      read: async () => null,
      release: async () => undefined,
      defer: async () => undefined,
      ...store,
    },
  };
  const options = { worker: WORKER, concurrency: 4, leaseMs: 30_000, idleMs: 10, changed: () => undefined };
  const runner = new Runner(kit as never, options);
  runner.start();
  onTestFinished(() => runner.stop(0));
}

describe('a runner', () => {
  it('leaves an edit alone for five seconds whose step could not even be written down', async () => {
    const deferred: number[] = [];
    const began = Date.now();
    started({
      claim: async () => (deferred.length > 0 ? [] : [edit]),
      commit: async () => {
        throw new Error('the body of the edit does not fit');
      },
      defer: async (_edit, _worker, dueAt) => void deferred.push(dueAt),
    });
    await until('it is put off', () => deferred.length > 0);
    expect(deferred).toHaveLength(1);
    expect(deferred[0]).toBeGreaterThanOrEqual(began + 5_000);
  });

  it('goes on with a step under way when it claims its own edit once more, and does not begin it twice', async () => {
    let claims = 0;
    let begun = 0;
    const { promise: never, resolve: end } = Promise.withResolvers<never>();
    started({
      claim: async () => {
        claims += 1;
        return [edit];
      },
      commit: () => {
        begun += 1;
        return never;
      },
    });
    onTestFinished(() => end(undefined as never));
    await until('it has claimed it again and again', () => begun > 0 && claims > 3);
    expect(begun).toBe(1);
  });

  it('ends the leases of what died on this machine before it looks for work, and of nobody else', async () => {
    const ended: string[] = [];
    let endedAtFirstClaim: readonly string[] | null = null;
    // A number that no process has; this very process under an earlier run; a living one; another machine.
    const dead = `${hostname()}:999999999:a`;
    const before = `${hostname()}:${process.pid}:before`;
    started({
      leaseholders: async () => [
        dead,
        before,
        WORKER,
        `${hostname()}:${process.ppid}:b`,
        `elsewhere:${process.pid}:c`,
      ],
      endLeases: async (worker) => void ended.push(worker),
      claim: async () => {
        endedAtFirstClaim ??= [...ended];
        return [];
      },
    });
    await until('it looked for work', () => endedAtFirstClaim !== null);
    expect(endedAtFirstClaim).toEqual([dead, before]);
    expect(ended).toEqual([dead, before]);
  });
});

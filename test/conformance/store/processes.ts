import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { ZERO } from '../../../src/core/money/micros.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { anEdit } from '../../core/edit/an-edit.ts';
import { goThrough } from './books.ts';
import { LIMITS, startWorker, type Worker } from './crowd.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted } from './steps.ts';

/** Only for stores that several processes can open. */
export function processConformance(kind: StoreKind): void {
  describe('several processes at one store', { timeout: 90_000 }, () => {
    const open = storesOf(kind);

    it('let exactly ten of 100 holds of $1 in under three caps of $10', async () => {
      const { store, address } = await open();
      const workers = [1, 2, 3, 4].map(() => started('hold', address));
      for (const { lines } of workers) await vi.waitUntil(() => lines.includes('ready'), { timeout: 30_000 });
      for (const { child } of workers) child.send('go');
      const outcomes = (await Promise.all(workers.map(({ ended }) => ended))).flat();
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(10);
      expect(outcomes.filter((outcome) => outcome === 'over_cap')).toHaveLength(90);
      for (const cap of LIMITS) {
        expect(await store.balance(cap)).toEqual({ held: cap.limit, posted: ZERO });
        goThrough(await store.ledger({ account: cap }), cap);
      }
    });

    it('share the due edits out among them', async () => {
      const { store, address } = await open();
      const edits: EditId[] = [];
      for (let count = 0; count < 90; count++)
        edits.push((await accepted(store, anEdit('requested', { dueAt: 1 }))).id);
      const workers = [1, 2, 3].map(() => started('claim', address));
      const claimed = (await Promise.all(workers.map(({ ended }) => ended))).flat();
      expect([...claimed].sort()).toEqual([...edits].sort());
    });

    it('lose nothing that was acknowledged when they are killed at work', async () => {
      const { store, address, execute } = await open();
      for (let round = 1; round <= 5; round++) {
        const told = await killedAtWork('charge', address, 15 + round * 7);
        await kind.recovered?.(execute);
        expect(await lost(store, told)).toEqual([]);
      }
    });

    it('(control) lose what was acknowledged before it was committed', async () => {
      const { store, address, execute } = await open();
      const missing: string[] = [];
      for (let round = 1; round <= 10 && missing.length === 0; round++) {
        const told = await killedAtWork('boast', address, 15 + round * 7);
        await kind.recovered?.(execute);
        missing.push(...(await lost(store, told)));
      }
      expect(missing).not.toEqual([]);
    });
  });
}

/** What a process has said until it was killed, soon after it had said so much. */
async function killedAtWork(task: 'charge' | 'boast', address: string, lines: number) {
  const worker = started(task, address);
  await vi.waitUntil(() => worker.lines.length >= lines, { timeout: 30_000, interval: 3 });
  worker.child.kill('SIGKILL');
  return worker.ended;
}

function started(task: Parameters<typeof startWorker>[0], address: string): Worker {
  const worker = startWorker(task, address);
  onTestFinished(() => {
    worker.child.kill('SIGKILL');
  });
  return worker;
}

/**
 * The edits of which an older version is there than was told of. Whatever is there has to be whole: as many audit and
 * ledger rows as its version says.
 */
async function lost(store: Store, lines: readonly string[]): Promise<EditId[]> {
  const told = new Map(
    lines.map((line) => line.split(' ')).map(([id, version]) => [id as EditId, Number(version)]),
  );
  expect(told.size).toBeGreaterThan(5);
  const missing: EditId[] = [];
  for (const [id, version] of told) {
    const kept = (await store.read(id))?.version ?? 0;
    if (kept < version) missing.push(id);
    expect(await store.audit(id)).toHaveLength(kept);
    expect(await store.ledger({ editId: id })).toHaveLength(Math.max(kept - 1, 0));
  }
  return missing;
}

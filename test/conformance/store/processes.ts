import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { ZERO } from '../../../src/core/money/micros.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { anEdit } from '../../core/edit/an-edit.ts';
import { goThrough } from './books.ts';
import { LIMIT, startWorker, type Worker } from './crowd.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted } from './steps.ts';

/** Only for stores that several processes can open. */
export function processConformance(kind: StoreKind): void {
  describe('several processes at one store', { timeout: 90_000 }, () => {
    const open = storesOf(kind);

    it('keep a cap together', async () => {
      const { store, address } = await open();
      const workers = [1, 2, 3].map(() => started('hold', address));
      const outcomes = (await Promise.all(workers.map(({ ended }) => ended))).flat();
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(50);
      expect(outcomes.filter((outcome) => outcome === 'over_cap')).toHaveLength(70);
      expect(await store.balance(LIMIT)).toEqual({ held: LIMIT.limit, posted: ZERO });
      goThrough(await store.ledger({ account: LIMIT }), LIMIT);
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
        const worker = started('charge', address);
        await vi.waitUntil(() => worker.lines.length >= 15 + round * 7, { timeout: 30_000, interval: 3 });
        worker.child.kill('SIGKILL');
        await expectKept(store, await worker.ended);
      }
      expect(await execute('pragma integrity_check')).toMatchObject({ rows: [{ integrity_check: 'ok' }] });
    });
  });
}

function started(task: Parameters<typeof startWorker>[0], address: string): Worker {
  const worker = startWorker(task, address);
  onTestFinished(() => {
    worker.child.kill('SIGKILL');
  });
  return worker;
}

/** Every version that was told of is there, and each edit is whole: as many audit and ledger rows as its version says. */
async function expectKept(store: Store, lines: readonly string[]): Promise<void> {
  const told = new Map(
    lines.map((line) => line.split(' ')).map(([id, version]) => [id as EditId, Number(version)]),
  );
  expect(told.size).toBeGreaterThan(5);
  for (const [id, version] of told) {
    const edit = await store.read(id);
    expect(edit?.version).toBeGreaterThanOrEqual(version);
    expect(await store.audit(id)).toHaveLength(edit?.version ?? 0);
    expect(await store.ledger({ editId: id })).toHaveLength((edit?.version ?? 0) - 1);
  }
}

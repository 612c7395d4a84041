import { describe, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import type { Account, Hold, LedgerMove } from '../../../src/core/money/ledger.ts';
import { micros, parseDollars, ZERO } from '../../../src/core/money/micros.ts';
import { verifyLedger } from '../../../src/core/money/verify-ledger.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { aHold, anEdit } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, take } from './steps.ts';

const TEAM: Account = { scope: 'team:slack:T1', period: 'month:2026-11' };
const PERSON: Account = { scope: 'person:slack:U1', period: 'day:2026-11-22' };
const WHY = 'the bill of the provider';

export function correctingConformance(kind: StoreKind): void {
  describe('what the provider bills otherwise', () => {
    const open = storesOf(kind);

    it('is booked above the hold, beside a post of all that was held', async () => {
      const { store } = await open();
      const { id, hold } = await heldEdit(store);
      const over = parseDollars('0.50');
      await move(
        store,
        id,
        { kind: 'post', hold, amount: hold.amount },
        { kind: 'overrun', hold, amount: over, why: WHY },
      );
      for (const account of [TEAM, PERSON])
        expect(await store.balance(account)).toEqual({ held: ZERO, posted: micros(hold.amount + over) });
    });

    it('is adjusted afterwards, up and down, in the periods of the hold', async () => {
      const { store } = await open();
      const { id, hold } = await heldEdit(store);
      await move(store, id, { kind: 'post', hold, amount: parseDollars('3') });
      await move(store, id, { kind: 'adjust', hold, amount: parseDollars('0.25'), why: WHY });
      await move(store, id, { kind: 'adjust', hold, amount: micros(-1_250_000), why: WHY });
      expect(await store.balance(TEAM)).toEqual({ held: ZERO, posted: parseDollars('2') });
      const rows = await store.ledger({ account: PERSON });
      expect(rows.map(({ kind, amount, why }) => [kind, amount, why])).toEqual([
        ['hold', hold.amount, 'checked'],
        ['post', 3_000_000, 'checked'],
        ['adjust', 250_000, WHY],
        ['adjust', -1_250_000, WHY],
      ]);
    });

    it('may be charged although the hold was given back', async () => {
      const { store } = await open();
      const { id, hold } = await heldEdit(store);
      await move(store, id, { kind: 'void', hold, why: 'provider_failed' });
      await move(store, id, { kind: 'adjust', hold, amount: parseDollars('1'), why: WHY });
      expect(await store.balance(TEAM)).toEqual({ held: ZERO, posted: parseDollars('1') });
    });

    it('is not booked for an open hold, nor gives back more than was charged', async () => {
      const { store } = await open();
      const { id, hold } = await heldEdit(store);
      const back: LedgerMove = { kind: 'adjust', hold, amount: micros(-1), why: WHY };
      await expect(move(store, id, back)).rejects.toMatchObject({ code: 'not_settled' });
      await move(store, id, { kind: 'void', hold, why: 'cancelled' });
      await expect(move(store, id, back)).rejects.toMatchObject({ code: 'overcredited' });
    });
  });

  describe('edits whose bill was not read', () => {
    const open = storesOf(kind);

    it('are those that may have been paid for at these providers within the time, in pages', async () => {
      const { store } = await open();
      const at = (since: number) => accepted(store, anEdit('delivered', { since }));
      const late = await at(30);
      const early = await at(20);
      await at(10);
      await at(40);
      const bill = { amount: ZERO, before: ZERO, at: 1 };
      await accepted(store, anEdit('delivered', { since: 25, bill }));
      await accepted(store, anEdit('failed', { since: 25 }));
      await accepted(store, anEdit('running', { since: 25 }));
      const prediction = { id: 'p', submittedAt: 1 };
      const failed = await accepted(store, anEdit('failed', { since: 26, prediction }));
      const wish = { ...anEdit('delivered').wish, model: 'segmind/kling-o3' };
      await accepted(store, anEdit('delivered', { since: 26, wish }));
      const found = async (after: EditId | null, limit: number) => {
        const query = { providers: ['wavespeed'], since: 20, until: 30, after, limit };
        return (await store.unbilled(query)).map(({ id }) => id);
      };
      const [first = null, ...others] = [early.id, failed.id, late.id].sort();
      expect(await found(null, 10)).toEqual([first, ...others]);
      expect(await found(null, 1)).toEqual([first]);
      expect(await found(first, 10)).toEqual(others);
    });
  });

  describe('the chain of the ledger', () => {
    const open = storesOf(kind);

    it('has no gap and no fork, however many write at once, and verifies', async () => {
      const { store, again } = await open();
      const stores = kind.lasting ? [store, await again(), await again()] : [store];
      await Promise.all(
        Array.from({ length: 30 }, async (_, nth) => {
          const own = stores[nth % stores.length] as Store;
          const { id, hold } = await heldEdit(own);
          if (nth % 3 > 0) await move(own, id, { kind: 'post', hold, amount: hold.amount });
          if (nth % 3 === 2) await move(own, id, { kind: 'adjust', hold, amount: micros(-5), why: WHY });
        }),
      );
      const { rows, findings } = await verifyLedger(store);
      expect(rows).toBe(2 * (30 + 20 + 10));
      expect(findings.filter(({ row }) => row !== null)).toEqual([]);
      expect((await store.ledger({ after: 3, limit: 2 })).map(({ seq }) => seq)).toEqual([4, 5]);
    });

    it('is read in pages with the edits that it is about', async () => {
      const { store } = await open();
      const ids = [];
      for (let count = 0; count < 5; count++) ids.push((await accepted(store)).id);
      ids.sort();
      expect((await store.edits(null, 3)).map(({ id }) => id)).toEqual(ids.slice(0, 3));
      expect((await store.edits(ids[2] ?? null, 3)).map(({ id }) => id)).toEqual(ids.slice(3));
    });
  });
}

async function heldEdit(store: Store): Promise<{ id: EditId; hold: Hold }> {
  const { id } = await accepted(store, anEdit('requested'));
  const hold = aHold(id, { accounts: [TEAM, PERSON] });
  await move(store, id, { kind: 'hold', hold });
  return { id, hold };
}

function move(store: Store, id: EditId, ...ledger: LedgerMove[]) {
  return take(store, id, { ledger });
}

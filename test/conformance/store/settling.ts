import { describe, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import type { Account, Hold, LedgerMove } from '../../../src/core/money/ledger.ts';
import { micros, parseDollars, ZERO } from '../../../src/core/money/micros.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { aHold } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep, take } from './steps.ts';

const TEAM: Account = { scope: 'team:slack:T1', period: 'month:2026-11' };
const PERSON: Account = { scope: 'person:slack:U1', period: 'day:2026-11-22' };

export function settlingConformance(kind: StoreKind): void {
  describe('settling a hold', () => {
    const open = storesOf(kind);

    it('charges what was used, in every account, and gives the rest back', async () => {
      const { store } = await open();
      const held = await heldEdit(store);
      const amount = parseDollars('1.80');
      expect(await settle(store, held, { kind: 'post', hold: held, amount })).toEqual({ kind: 'committed' });
      expect(await store.balance(TEAM)).toEqual({ held: ZERO, posted: amount });
      expect(await store.balance(PERSON)).toEqual({ held: ZERO, posted: amount });
    });

    it('gives everything back when it is voided, and says why', async () => {
      const { store } = await open();
      const held = await heldEdit(store);
      await settle(store, held, { kind: 'void', hold: held, why: 'moderation' });
      expect(await store.balance(TEAM)).toEqual({ held: ZERO, posted: ZERO });
      const rows = await store.ledger({ account: PERSON });
      expect(rows.map(({ kind, amount, why }) => ({ kind, amount, why }))).toEqual([
        { kind: 'hold', amount: held.amount, why: 'checked' },
        { kind: 'void', amount: held.amount, why: 'moderation' },
      ]);
    });

    it('never charges more than was held', async () => {
      const { store } = await open();
      const held = await heldEdit(store);
      const amount = micros(held.amount + 1);
      await expect(settle(store, held, { kind: 'post', hold: held, amount })).rejects.toMatchObject({
        code: 'overcharged',
        retryable: false,
      });
      expect(await store.balance(TEAM)).toEqual({ held: held.amount, posted: ZERO });
      expect((await store.read(held.editId))?.version).toBe(2);
    });

    it('happens once, whichever two of post and void come', async () => {
      for (const first of ['post', 'void'] as const) {
        for (const second of ['post', 'void'] as const) {
          const { store } = await open();
          const held = await heldEdit(store);
          await settle(store, held, moveOf(first, held));
          await expect(settle(store, held, moveOf(second, held))).rejects.toMatchObject({
            code: 'already_settled',
          });
          expect(await store.ledger({ account: TEAM })).toHaveLength(2);
        }
      }
    });

    it('happens once within one step', async () => {
      const { store } = await open();
      const held = await heldEdit(store);
      await expect(settle(store, held, moveOf('post', held), moveOf('void', held))).rejects.toMatchObject({
        code: 'already_settled',
      });
      expect(await store.balance(TEAM)).toEqual({ held: held.amount, posted: ZERO });
    });

    it('needs a hold, and that of the same edit', async () => {
      const { store } = await open();
      const held = await heldEdit(store);
      const other = await accepted(store);
      for (const hold of [held, aHold(other.id)]) {
        await expect(take(store, other.id, { ledger: [moveOf('post', hold)] })).rejects.toMatchObject({
          code: 'no_hold',
        });
      }
    });

    it('closes the accounts that were booked, whatever the move says', async () => {
      const { store } = await open();
      const held = await heldEdit(store);
      await settle(store, held, moveOf('void', { ...held, accounts: [TEAM], amount: ZERO }));
      expect(await store.balance(TEAM)).toEqual({ held: ZERO, posted: ZERO });
      expect(await store.balance(PERSON)).toEqual({ held: ZERO, posted: ZERO });
    });
  });

  describe('what is written for good', () => {
    const open = storesOf(kind);

    it.each(['ledger', 'audit'])('stays in the %s, whatever tool is used', async (table) => {
      const { store, execute } = await open();
      const held = await heldEdit(store);
      const before = [await store.ledger({ account: TEAM }), await store.audit(held.editId)];
      for (const change of [`update ${table} set actor = 'nobody'`, `delete from ${table}`]) {
        await expect(execute(change)).rejects.toMatchObject({ code: 'store_fault', retryable: false });
      }
      expect([await store.ledger({ account: TEAM }), await store.audit(held.editId)]).toEqual(before);
    });

    it('is a ledger row that says what it should, put in by hand', async () => {
      const { store, execute } = await open();
      const edit = await accepted(store);
      await execute(insertOf(edit.id, `'hold', 1, 1, 0`));
      expect(await store.ledger({})).toHaveLength(1);
    });

    it.each([
      ['charges more than was held', `'post', 4000000, -3030000, 4000000`],
      ['holds something else than it says', `'hold', 1, 2, 0`],
      ['takes money out', `'hold', -1, -1, 0`],
      ['is of no known kind', `'gift', 1, 0, -1`],
      ['adjusts what is held', `'adjust', -1, -1, 0`],
      ['overruns by less than nothing', `'overrun', -1, 0, -1`],
    ])('is no ledger row that %s', async (_what, values) => {
      const { store, execute } = await open();
      const edit = await accepted(store);
      await expect(execute(insertOf(edit.id, values))).rejects.toMatchObject({ code: 'store_fault' });
    });
  });
}

function insertOf(edit: EditId, values: string): string {
  return `insert into ledger
    (seq, before, hash, hold_id, edit_id, kind, amount, held_change, posted_change, scope, period, actor, why, at)
    values (1, 'b', 'c', 'h', '${edit}', ${values}, 's', 'p', 'a', 'w', 1)`;
}

interface HeldEdit extends Hold {
  editId: EditId;
}

async function heldEdit(store: Store): Promise<HeldEdit> {
  const edit = await accepted(store);
  const hold = aHold(edit.id, { accounts: [TEAM, PERSON] });
  await store.commit(aStep(edit, { ledger: [{ kind: 'hold', hold }] }));
  return { ...hold, editId: edit.id };
}

function settle(store: Store, { editId }: HeldEdit, ...ledger: LedgerMove[]) {
  return take(store, editId, { ledger });
}

function moveOf(kind: 'post' | 'void', hold: Hold): LedgerMove {
  return kind === 'post' ? { kind, hold, amount: hold.amount } : { kind, hold, why: 'cancelled' };
}

import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import type { Cap, Hold } from '../../../src/core/money/ledger.ts';
import { GENESIS } from '../../../src/core/money/ledger-chain.ts';
import { type Micros, micros, parseDollars, ZERO } from '../../../src/core/money/micros.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { aHold } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted, aStep, take } from './steps.ts';

const TEAM: Cap = { scope: 'team:slack:T1', period: 'month:2026-11', limit: parseDollars('10') };
const CHANNEL: Cap = { scope: 'channel:slack:C1', period: 'week:2026-11-16', limit: parseDollars('10') };
const CREW: Cap = { scope: 'crew:slack:S1', period: 'month:2026-11', limit: parseDollars('10') };
const PERSON: Cap = { scope: 'person:slack:U1', period: 'day:2026-11-22', limit: parseDollars('2') };

export function holdingConformance(kind: StoreKind): void {
  describe('a hold', () => {
    const open = storesOf(kind);

    it('of $1 fits exactly ten times under three caps of $10, when 100 ask at once', async () => {
      const { store } = await open();
      const caps = [TEAM, CHANNEL, CREW];
      const edits = await Promise.all(Array.from({ length: 100 }, () => accepted(store)));
      const results = await Promise.all(edits.map((edit) => hold(store, edit, parseDollars('1'), caps)));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(10);
      expect(results.filter(({ kind }) => kind === 'over_cap')).toHaveLength(90);
      for (const cap of caps) expect(await store.balance(cap)).toEqual({ held: cap.limit, posted: ZERO });
    });

    it('(control) is admitted too often when the balance is checked before the transaction', async () => {
      const { store } = await open();
      const edits = await Promise.all(Array.from({ length: 100 }, () => accepted(store)));
      await Promise.all(
        edits.map(async (edit) => {
          const { held, posted } = await store.balance(TEAM);
          const fits = held + posted + parseDollars('1') <= TEAM.limit;
          if (fits) await place(store, edit, aHold(edit.id, { amount: parseDollars('1') }), []);
        }),
      );
      expect((await store.balance(TEAM)).held).toBeGreaterThan(TEAM.limit);
    });

    it('fits to the last micro-dollar and not beyond', async () => {
      const { store } = await open();
      expect(await hold(store, await accepted(store), micros(9_999_999), [TEAM])).toEqual({
        kind: 'committed',
      });
      expect((await hold(store, await accepted(store), micros(2), [TEAM])).kind).toBe('over_cap');
      expect(await hold(store, await accepted(store), micros(1), [TEAM])).toEqual({ kind: 'committed' });
    });

    it('is booked in every account or in none, and names the cap it breaks', async () => {
      const { store } = await open();
      await hold(store, await accepted(store), parseDollars('1.50'), [TEAM, PERSON]);
      const edit = await accepted(store);
      expect(await hold(store, edit, parseDollars('1'), [TEAM, PERSON])).toEqual({
        kind: 'over_cap',
        cap: PERSON,
        balance: { held: parseDollars('1.50'), posted: ZERO },
      });
      expect(await store.balance(TEAM)).toEqual({ held: parseDollars('1.50'), posted: ZERO });
      expect(await store.ledger({ editId: edit.id })).toEqual([]);
      expect((await store.read(edit.id))?.version).toBe(1);
      expect(await store.audit(edit.id)).toHaveLength(1);
    });

    it('does not fit under a cap that was lowered below what is already held', async () => {
      const { store } = await open();
      await hold(store, await accepted(store), parseDollars('5'), [TEAM]);
      const lowered = { ...TEAM, limit: parseDollars('1') };
      expect((await hold(store, await accepted(store), ZERO, [lowered])).kind).toBe('over_cap');
    });

    it('may take the room of the hold that is given back in the same step', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      const first = aHold(edit.id, { amount: parseDollars('8') });
      const second = aHold(edit.id, { id: `${edit.id}:2`, amount: parseDollars('9') });
      await place(store, edit, first, [TEAM]);
      const result = await take(store, edit.id, {
        ledger: [
          { kind: 'void', hold: first, why: 'the price changed' },
          { kind: 'hold', hold: second },
        ],
        caps: [TEAM],
      });
      expect(result).toEqual({ kind: 'committed' });
      expect(await store.balance(TEAM)).toEqual({ held: parseDollars('9'), posted: ZERO });
    });

    it('is placed once', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      await place(store, edit, aHold(edit.id), [TEAM]);
      await expect(
        take(store, edit.id, { ledger: [{ kind: 'hold', hold: aHold(edit.id) }], caps: [TEAM] }),
      ).rejects.toMatchObject({ code: 'hold_repeated' });
      const other = await accepted(store);
      await expect(place(store, other, aHold(edit.id), [TEAM])).rejects.toMatchObject({
        code: 'hold_repeated',
      });
    });

    it('must be booked wherever a cap is checked, and somewhere at all', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      await expect(place(store, edit, aHold(edit.id), [TEAM, PERSON])).rejects.toMatchObject({
        code: 'hold_uncovered',
      });
      await expect(place(store, edit, aHold(edit.id, { accounts: [] }), [])).rejects.toMatchObject({
        code: 'hold_uncovered',
      });
      expect((await store.read(edit.id))?.version).toBe(1);
    });

    it('says in its rows who, why, when and for what', async () => {
      const { store } = await open();
      const edit = await accepted(store);
      const hold = aHold(edit.id);
      await store.commit(
        aStep(edit, { event: { type: 'admitted' }, actor: 'U1', at: 7, ledger: [{ kind: 'hold', hold }] }),
      );
      const [row, ...more] = await store.ledger({ account: TEAM });
      expect(more).toEqual([]);
      expect(row).toEqual({
        seq: 1,
        before: GENESIS,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        holdId: hold.id,
        editId: edit.id,
        kind: 'hold',
        scope: TEAM.scope,
        period: TEAM.period,
        amount: hold.amount,
        heldChange: hold.amount,
        postedChange: ZERO,
        actor: 'U1',
        why: 'admitted',
        at: 7,
      });
    });
  });
}

function hold(store: Store, edit: Edit, amount: Micros, caps: readonly Cap[]) {
  const accounts = caps.map(({ scope, period }) => ({ scope, period }));
  return place(store, edit, aHold(edit.id, { amount, accounts }), caps);
}

function place(store: Store, edit: Edit, hold: Hold, caps: readonly Cap[]) {
  return store.commit(aStep(edit, { ledger: [{ kind: 'hold', hold }], caps }));
}

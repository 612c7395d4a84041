import { describe, expect, it } from 'vitest';
import type { Edit, EditIn } from '../../../src/core/edit/edit.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import type { Cap } from '../../../src/core/money/ledger.ts';
import { type Micros, micros, parseDollars, ZERO } from '../../../src/core/money/micros.ts';
import type { Commit, Store } from '../../../src/core/store/store.ts';
import { ASKED_AT, aHold, anEdit, aQuote, someParts } from '../../core/edit/an-edit.ts';
import { type StoreKind, storesOf } from './place.ts';
import { accepted } from './steps.ts';

const PRICE = micros(2 * aQuote().amount);

function capOf(limit: Micros): Cap {
  return { scope: 'team:slack:T1', period: 'month:2026-11', limit };
}

/** The step with which a clip of two parts begins. */
async function beginning(store: Store, cap: Cap): Promise<Commit & { parts: readonly Edit[] }> {
  const whole = anEdit('quoted', { parts: someParts(), quote: aQuote({ amount: PRICE }) });
  const from = (await accepted(store, whole)) as EditIn<'quoted'>;
  const event = { type: 'admitted', hold: aHold(from.id, { amount: PRICE }) } as const;
  const moved = transition(from, event, ASKED_AT);
  if (!moved?.parts) throw new Error('it begins in parts');
  const { edit: to, ledger, parts } = moved;
  return { from, to, event, actor: 'recut', at: ASKED_AT, ledger, parts, caps: [cap] };
}

export function beginningConformance(kind: StoreKind): void {
  describe('the parts of a clip', () => {
    const open = storesOf(kind);

    it('begin with the step of the whole, each with its hold and an audit row, and are due', async () => {
      const { store } = await open();
      const step = await beginning(store, capOf(PRICE));
      expect(await store.commit(step)).toEqual({ kind: 'committed' });
      for (const part of step.parts) {
        expect(await store.read(part.id)).toEqual(part);
        expect(await store.ledger({ editId: part.id })).toMatchObject([
          { kind: 'hold', amount: aQuote().amount },
        ]);
        expect(await store.audit(part.id)).toMatchObject([
          { seq: 1, event: 'admitted', from: null, to: 'approved' },
        ]);
      }
      expect(await store.ledger({ editId: step.from.id })).toEqual([]);
      expect(await store.balance(capOf(PRICE))).toEqual({ held: PRICE, posted: ZERO });
      const due = await store.claim('w', ASKED_AT, 1_000, 10);
      expect(due.map(({ id }) => id)).toEqual(expect.arrayContaining(step.parts.map(({ id }) => id)));
    });

    it('begin all together or not at all: a cap has room for their sum, or for none', async () => {
      const { store } = await open();
      const cap = capOf(micros(PRICE - 1));
      const step = await beginning(store, cap);
      expect(await store.commit(step)).toMatchObject({ kind: 'over_cap', cap, balance: { held: ZERO } });
      for (const part of step.parts) expect(await store.read(part.id)).toBeNull();
      expect(await store.balance(cap)).toEqual({ held: ZERO, posted: ZERO });
      expect((await store.read(step.from.id))?.state).toBe('quoted');
    });

    it('are one request together with their whole', async () => {
      const { store } = await open();
      const step = await beginning(store, capOf(PRICE));
      const { place, person } = step.from;
      const before = await store.load({ ...place, person }, 0);
      await store.commit(step);
      expect(await store.load({ ...place, person }, 0)).toEqual(before);
    });

    it('begin once, whoever else begins them at the same time', async () => {
      const { store } = await open();
      const step = await beginning(store, capOf(parseDollars('100')));
      const results = await Promise.all(Array.from({ length: 20 }, () => store.commit(step)));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect((await store.balance(capOf(PRICE))).held).toBe(PRICE);
    });
  });
}

import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import { type Micros, micros, parseDollars, ZERO } from '../../../src/core/money/micros.ts';
import { reconcile } from '../../../src/core/money/reconciling.ts';
import type { Provider } from '../../../src/core/providers/provider.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { accepted, take } from '../../conformance/store/steps.ts';
import { ASKED_AT, aHold, anEdit } from '../edit/an-edit.ts';

const TEAM = { scope: 'team:slack:T1', period: 'month:2026-11' };
const CHARGED = parseDollars('3.03');

describe('the bill of the provider', () => {
  let store: KyselyStore;
  const bills = new Map<string, Micros>();

  beforeEach(async () => {
    bills.clear();
    store = new KyselyStore(await openSqlite(':memory:'));
  });
  afterEach(() => store.close());

  /** An edit whose take is here, as it was charged. */
  async function delivered(): Promise<Edit> {
    const { id } = await accepted(store);
    const hold = aHold(id, { amount: CHARGED });
    await take(store, id, { ledger: [{ kind: 'hold', hold }] });
    const to = anEdit('delivered', { id, hold, charged: CHARGED, version: 3, since: ASKED_AT });
    await take(store, id, { to, ledger: [{ kind: 'post', hold, amount: CHARGED }] });
    return to;
  }

  function compared(hoursLater = 1) {
    const provider = {
      name: 'wavespeed',
      charged: async ({ id }: { id: string }) => {
        const bill = bills.get(id);
        if (bill === micros(666)) throw new Error('the provider is away');
        return bill ?? null;
      },
    } as unknown as Provider;
    return reconcile({
      store,
      clock: { now: () => ASKED_AT + hoursLater * 3_600_000 },
      providers: [provider, { name: 'segmind' } as unknown as Provider],
      logger: pino({ level: 'silent' }),
      changed: () => undefined,
    });
  }

  it('is booked where it differs, once, and listed', async () => {
    const { id } = await delivered();
    bills.set(`p-${id}`, parseDollars('3.50'));
    expect((await compared()).map((edit) => edit.id)).toEqual([id]);
    expect(await compared()).toEqual([]);
    expect(await store.balance(TEAM)).toEqual({ held: ZERO, posted: parseDollars('3.50') });
    expect((await store.ledger({ editId: id })).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['hold', 3_030_000],
      ['post', 3_030_000],
      ['overrun', 470_000],
    ]);
    expect(await store.read(id)).toMatchObject({ charged: parseDollars('3.50'), bill: { before: CHARGED } });
  });

  it('agrees within the cent to which prices are rounded', async () => {
    const { id } = await delivered();
    bills.set(`p-${id}`, micros(3_024_000));
    expect(await compared()).toEqual([]);
    expect(await store.balance(TEAM)).toEqual({ held: ZERO, posted: CHARGED });
    expect(await store.read(id)).toMatchObject({ bill: { amount: 3_024_000 } });
  });

  it('is waited for while the provider does not name it, or is away', async () => {
    const { id } = await delivered();
    expect(await compared()).toEqual([]);
    bills.set(`p-${id}`, micros(666));
    expect(await compared()).toEqual([]);
    bills.set(`p-${id}`, parseDollars('1'));
    expect(await compared(0.1)).toEqual([]);
    expect((await compared(2)).length).toBe(1);
    expect((await store.balance(TEAM)).posted).toBe(parseDollars('1'));
  });

  it('of an edit that brought no take is listed, and charged to nobody', async () => {
    const prediction = { id: 'p-failed', submittedAt: ASKED_AT };
    const failed = await accepted(store, anEdit('failed', { prediction }));
    bills.set('p-failed', parseDollars('1.08'));
    expect((await compared(30)).map(({ id }) => id)).toEqual([failed.id]);
    expect(await store.ledger({})).toEqual([]);
  });

  it('of an edit that brought no take counts only once it can no longer be refunded', async () => {
    const prediction = { id: 'p-failed', submittedAt: ASKED_AT };
    const { id } = await accepted(store, anEdit('failed', { prediction }));
    bills.set('p-failed', parseDollars('1.08'));
    expect(await compared(1)).toEqual([]);
    expect(await store.read(id)).not.toHaveProperty('bill');
    bills.set('p-failed', ZERO);
    expect(await compared(25)).toEqual([]);
    expect(await store.read(id)).toMatchObject({ bill: { amount: ZERO } });
  });

  it('is read of every edit, however many have none yet, and of no provider that shows none', async () => {
    const since = ASKED_AT;
    for (let count = 0; count < 501; count += 1) await accepted(store, anEdit('delivered', { since }));
    const wish = { ...anEdit('delivered').wish, model: 'segmind/kling-o3' };
    const silent = await accepted(store, anEdit('delivered', { wish }));
    bills.set(`p-${silent.id}`, parseDollars('9'));
    const { id } = await delivered();
    bills.set(`p-${id}`, parseDollars('3.50'));
    expect((await compared()).map((edit) => edit.id)).toEqual([id]);
  });
});

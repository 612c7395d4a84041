import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edit, hasEnded } from '../../../src/core/edit/edit.ts';
import type { EditEvent } from '../../../src/core/edit/event.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import type { LedgerMove } from '../../../src/core/money/ledger.ts';
import { stopRunning } from '../../../src/core/stop-running.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../../src/core/store/sqlite/open-sqlite.ts';
import { deskNotes } from '../../../src/core/views/desk-wording.ts';
import { accepted, take } from '../../conformance/store/steps.ts';
import { ASKED_AT, aClip, aHold, anEdit } from './an-edit.ts';

const NOW = ASKED_AT + 60_000;

const STOP: EditEvent = { type: 'stop_asked', by: 'U1' };
const STOPPED: EditEvent = { type: 'stopped' };
const COMPLETED: EditEvent = { type: 'completed', sensitive: false };
const FETCHED: EditEvent = {
  type: 'take_fetched',
  take: { ...aClip(), number: 1, sensitive: false },
  withheld: null,
};
const FAILED: EditEvent = { type: 'prediction_failed', reason: { code: 'provider_failed' } };
const DELIVERED: EditEvent = { type: 'delivered' };

describe('a cancel that races the end of an edit', () => {
  it('leaves one settlement in any order of what may happen, and an end that says the same as the ledger', () => {
    const events = fc.constantFrom(STOP, STOPPED, COMPLETED, FETCHED, FAILED, DELIVERED);
    fc.assert(
      fc.property(fc.array(events, { maxLength: 12 }), (happening) => {
        let edit: Edit = anEdit('running');
        const ledger: LedgerMove[] = [];
        for (const event of happening) {
          const moved = transition(edit, event, NOW);
          if (!moved) continue;
          edit = moved.edit;
          ledger.push(...moved.ledger);
        }
        const isCharged = edit.state === 'delivering' || edit.state === 'delivered';
        expect(ledger.map(({ kind }) => kind)).toEqual(isCharged ? ['post'] : hasEnded(edit) ? ['void'] : []);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is told the truth by whichever was first', async () => {
    const store = new KyselyStore(await openSqlite(':memory:'));
    const parts = { store, clock: { now: () => NOW }, changed: () => undefined, canStop: () => true };
    const running = async () => {
      const { id } = await accepted(store);
      const hold = aHold(id);
      await take(store, id, { ledger: [{ kind: 'hold', hold }] });
      const to = anEdit('running', { id, hold, version: 3 });
      await take(store, id, { to });
      return to;
    };
    const finish = async (edit: Edit) => {
      const now = (await store.read(edit.id)) as Edit;
      const moved = transition(now, COMPLETED, NOW);
      if (moved) await take(store, edit.id, { to: moved.edit, event: COMPLETED });
    };

    const first = await running();
    expect(await stopRunning(first, 'U1', parts)).toEqual({ kind: 'note', line: deskNotes.stopAsked() });
    await finish(first);
    expect(await store.read(first.id)).toMatchObject({ state: 'fetching', stopAskedBy: 'U1' });

    const second = await running();
    await finish(second);
    expect(await stopRunning(second, 'U1', parts)).toEqual({
      kind: 'note',
      line: ['The provider has finished it already and charges for it. The take will come here.'],
    });
    expect(await store.read(second.id)).not.toHaveProperty('stopAskedBy');

    const third = await running();
    await stopRunning(third, 'U1', parts);
    expect(await stopRunning(third, 'U1', parts)).toEqual({
      kind: 'note',
      line: [
        'The provider was asked to stop it already. If it finishes all the same, it is charged, and the take comes here.',
      ],
    });
    await store.close();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit, EditIn } from '../../../src/core/edit/edit.ts';
import { hasEnded } from '../../../src/core/edit/edit.ts';
import type { EditEvent } from '../../../src/core/edit/event.ts';
import { mayBeSettled, SETTLE_AFTER_MS } from '../../../src/core/edit/settling.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { ASKED_AT, anEdit } from './an-edit.ts';

const NOW = ASKED_AT + 60_000;
const LOST = ASKED_AT + 1_000;

const RAN: EditEvent = { type: 'settled_as_run', by: 'U9', predictionId: 'p9' };
const CHARGED: EditEvent = { type: 'settled_as_charged', by: 'U9', amount: parseDollars('1.08') };
const NOT_RUN: EditEvent = { type: 'settled_as_not_run', by: 'U8', why: 'no charge in the bill' };
const FOUND: EditEvent = { type: 'accepted', predictionId: 'p1' };
const ENDINGS = [RAN, CHARGED, NOT_RUN, FOUND] as const;

/** Sent, and no answer came. */
function unresolved(): EditIn<'unresolved'> {
  const sent = anEdit('submitting', { attemptAt: ASKED_AT });
  return transition(sent, { type: 'ambiguous' }, LOST)?.edit as EditIn<'unresolved'>;
}

describe('a submission that nobody can find', () => {
  it('goes on under the id that an approver names, and nothing moves in the ledger yet', () => {
    const moved = transition(unresolved(), RAN, NOW);
    expect(moved?.edit).toMatchObject({
      state: 'running',
      prediction: { id: 'p9', submittedAt: ASKED_AT },
      doubt: { since: LOST, until: NOW, settledBy: 'U9' },
      dueAt: NOW,
    });
    expect(moved?.ledger).toEqual([]);
  });

  it('is open again, with as much set aside, when its provider tells that it ran after all', () => {
    const edit = unresolved();
    const settled = transition(edit, NOT_RUN, NOW)?.edit as Edit;
    const told: EditEvent = { type: 'contradicted', predictionId: 'p7' };
    const again = transition(settled, told, NOW + 5_000);
    const hold = { ...edit.hold, id: `${edit.hold.id}:again` };
    expect(again?.ledger).toEqual([{ kind: 'hold', hold }]);
    expect(again?.edit).toMatchObject({
      state: 'unresolved',
      inputs: edit.inputs,
      attemptAt: ASKED_AT,
      hold,
      doubt: { since: LOST, until: null, settledBy: null },
      contradicts: { settledBy: 'U8', predictionId: 'p7' },
    });
    expect(again && mayBeSettled(again.edit as EditIn<'unresolved'>, NOW)).toBe(true);
    for (const ending of [CHARGED, NOT_RUN]) {
      const over = transition(again?.edit as Edit, ending, NOW + 6_000);
      expect(over?.edit.state).toBe('failed');
      expect(over?.ledger.map(({ hold: { id } }) => id)).toEqual([hold.id]);
    }
    // Nothing else is opened again: what was charged stays so, and what was cancelled too.
    for (const other of [transition(edit, CHARGED, NOW)?.edit as Edit, anEdit('failed'), anEdit('cancelled')])
      expect(transition(other, told, NOW)).toBeNull();
  });

  it('ends with what it was charged, when no take will come of it', () => {
    const edit = unresolved();
    const moved = transition(edit, CHARGED, NOW);
    expect(moved?.edit).toMatchObject({
      state: 'failed',
      reason: { code: 'settled_as_charged', charged: parseDollars('1.08') },
      doubt: { settledBy: 'U9' },
      dueAt: null,
    });
    expect(moved?.ledger).toEqual([{ kind: 'post', hold: edit.hold, amount: parseDollars('1.08') }]);
  });

  it('ends with what is above its hold as an overrun, when that much was charged', () => {
    const edit = unresolved();
    const moved = transition(edit, { ...CHARGED, amount: parseDollars('4.03') }, NOW);
    expect(moved?.edit).toMatchObject({
      reason: { code: 'settled_as_charged', charged: parseDollars('4.03'), over: parseDollars('1') },
    });
    const { hold } = edit;
    expect(moved?.ledger).toEqual([
      { kind: 'post', hold, amount: hold.amount },
      { kind: 'overrun', hold, amount: parseDollars('1'), why: 'an approver found it' },
    ]);
  });

  it('ends with its money given back, when it never ran', () => {
    const edit = unresolved();
    const moved = transition(edit, NOT_RUN, NOW);
    expect(moved?.edit).toMatchObject({
      state: 'failed',
      reason: { code: 'settled_as_not_run', why: 'no charge in the bill' },
      doubt: { settledBy: 'U8' },
    });
    expect(moved?.ledger).toEqual([{ kind: 'void', hold: edit.hold, why: 'settled_as_not_run' }]);
  });

  it('goes on by itself when it is found, settled by nobody', () => {
    const moved = transition(unresolved(), FOUND, NOW);
    expect(moved?.edit).toMatchObject({ state: 'running', doubt: { until: NOW, settledBy: null } });
  });

  it('is decided once: whatever comes first leaves nothing for the second, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...ENDINGS], { minLength: 2 }), ([first, ...others]) => {
        if (!first) return;
        const decided = transition(unresolved(), first, NOW)?.edit as Edit;
        for (const other of others) expect(transition(decided, other, NOW)).toBeNull();
      }),
    );
  });

  it('can be settled in no other state', () => {
    for (const state of ['submitting', 'running', 'fetching', 'delivered', 'failed', 'approved'] as const) {
      for (const event of [RAN, CHARGED, NOT_RUN]) {
        expect(transition(anEdit(state), event, NOW), `${state} ${event.type}`).toBeNull();
      }
    }
  });

  it('is never sent again, whatever is settled and whatever happens then', () => {
    const later = fc.constantFrom<EditEvent>(
      ...ENDINGS,
      { type: 'attempt_started' },
      { type: 'not_delivered', retryAfterMs: null },
      { type: 'slot_taken' },
      { type: 'run' },
      { type: 'prediction_unknown' },
      { type: 'prediction_failed', reason: { code: 'provider_failed' } },
      { type: 'cancelled', by: 'U1' },
    );
    fc.assert(
      fc.property(fc.array(later, { maxLength: 30 }), (events) => {
        let edit: Edit = unresolved();
        let settlements = 0;
        for (const event of events) {
          const moved = transition(edit, event, NOW);
          if (!moved) continue;
          edit = moved.edit;
          settlements += moved.ledger.length;
          expect(['approved', 'preparing', 'submitting']).not.toContain(edit.state);
        }
        expect(settlements).toBe(hasEnded(edit) ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is asked about only after it was looked for a while', () => {
    expect(mayBeSettled(unresolved(), LOST + SETTLE_AFTER_MS - 1)).toBe(false);
    expect(mayBeSettled(unresolved(), LOST + SETTLE_AFTER_MS)).toBe(true);
  });
});

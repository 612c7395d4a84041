import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedFor } from '../../../src/core/edit/charged.ts';
import { type Edit, type EditId, type EditIn, hasEnded, isHeld } from '../../../src/core/edit/edit.ts';
import type { EditEvent } from '../../../src/core/edit/event.ts';
import type { Reason } from '../../../src/core/edit/reason.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { partAgain } from '../../../src/core/edit/whole.ts';
import type { LedgerMove } from '../../../src/core/money/ledger.ts';
import { micros } from '../../../src/core/money/micros.ts';
import { ASKED_AT, aClip, aHold, anApproval, anEdit, aQuote, someParts } from './an-edit.ts';

const NOW = ASKED_AT + 60_000;

/** A clip in two parts, with their price. */
function quoted(): EditIn<'quoted'> {
  const parts = someParts();
  const amount = micros(parts[0].quote.amount + parts[1].quote.amount);
  return anEdit('quoted', { parts, quote: aQuote({ amount }) });
}

function holdFor(whole: EditIn<'quoted'>) {
  return aHold(whole.id, { amount: whole.quote.amount });
}

/** The edits of a clip in parts, and what they asked of the ledger, each with whose it is. */
class Company {
  readonly edits = new Map<EditId, Edit>();
  readonly ledger: { of: EditId; move: LedgerMove }[] = [];

  constructor(whole: Edit) {
    this.edits.set(whole.id, whole);
  }

  tell(id: EditId, event: EditEvent): void {
    const edit = this.edits.get(id);
    const moved = edit && transition(edit, event, NOW);
    if (!moved) return;
    this.edits.set(id, moved.edit);
    for (const part of moved.parts ?? []) {
      expect(this.edits.has(part.id)).toBe(false);
      this.edits.set(part.id, part);
    }
    for (const move of moved.ledger) {
      this.ledger.push({ of: move.kind === 'hold' ? (move.of ?? id) : id, move });
    }
  }
}

const COMMON: readonly EditEvent[] = [
  { type: 'slot_taken' },
  { type: 'prepared', inputs: { videoUrl: 'https://cdn.example/v', imageUrls: [] }, quote: aQuote() },
  { type: 'attempt_started' },
  { type: 'accepted', predictionId: 'p1' },
  { type: 'rejected', reason: { code: 'moderation' } },
  { type: 'ambiguous' },
  { type: 'completed', sensitive: false },
  { type: 'prediction_failed', reason: { code: 'provider_failed' } },
  { type: 'take_fetched', take: { ...aClip(), number: 1, sensitive: false }, withheld: null },
  { type: 'delivered' },
  { type: 'cancelled', by: 'U1' },
  { type: 'troubled', reason: { code: 'provider_down' }, retryAfterMs: null },
  { type: 'parts_failed', decideBy: NOW + 1000 },
  { type: 'parts_given_up' },
  { type: 'parts_lost', reason: { code: 'provider_failed' } },
  { type: 'fetched', clip: { name: 'a.mp4', file: 'source' }, images: [] },
  { type: 'checked', clip: aClip(), references: [], quote: aQuote() },
];

describe('a clip in parts', () => {
  it('begins with all of its parts, each with its own share of the hold', () => {
    const whole = quoted();
    const hold = holdFor(whole);
    const moved = transition(whole, { type: 'admitted', hold }, NOW);
    expect(moved?.edit).toMatchObject({ state: 'assembling', version: whole.version + 1 });
    expect(moved?.parts?.map(({ state, partOf }) => [state, partOf])).toEqual([
      ['approved', whole.id],
      ['approved', whole.id],
    ]);
    const holds = moved?.ledger.flatMap((move) => (move.kind === 'hold' ? [move] : [])) ?? [];
    expect(holds.map(({ of }) => of)).toEqual(whole.parts?.map(({ id }) => id));
    expect(holds.reduce((sum, move) => sum + move.hold.amount, 0)).toBe(hold.amount);
    expect(new Set(holds.map((move) => move.hold.id)).size).toBe(2);
    expect(holds.every((move) => move.hold.accounts === hold.accounts)).toBe(true);
  });

  it('begins in the same way when the total was approved', () => {
    const whole = quoted();
    const asked = transition(whole, { type: 'approval_asked', approval: anApproval() }, NOW)?.edit as Edit;
    const approved = { type: 'approved', by: 'U9', exception: 'launch', hold: holdFor(whole) } as const;
    const moved = transition(asked, approved, NOW);
    expect(moved?.edit).toMatchObject({ state: 'assembling', approval: { decisions: [{ by: 'U9' }] } });
    expect(moved?.parts).toHaveLength(2);
  });

  it('holds and charges nothing of its own, and every hold of its parts is settled exactly once', () => {
    const retry = fc.nat(3).map((index) => ({ retry: index }));
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(fc.nat(3), fc.constantFrom(...COMMON)) },
      { weight: 1, arbitrary: retry },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const whole = quoted();
        const company = new Company(whole);
        company.tell(whole.id, { type: 'admitted', hold: holdFor(whole) });
        let count = 0;
        for (const each of steps) {
          const ids = [...company.edits.keys()];
          if ('retry' in each) {
            const now = company.edits.get(whole.id) as Edit;
            const part = ids[each.retry + 1];
            if (now.state !== 'assembling' || !part || !hasEnded(company.edits.get(part) as Edit)) continue;
            count += 1;
            const again = partAgain(now, part, {
              id: `${whole.id.slice(0, 20)}AGAIN${count}` as EditId,
              now: NOW,
              model: now.wish.model,
            });
            company.tell(whole.id, { type: 'part_retried', part, again });
            company.tell(again.id, COMMON[15] as EditEvent);
            company.tell(again.id, COMMON[16] as EditEvent);
            company.tell(again.id, { type: 'admitted', hold: aHold(again.id) });
          } else {
            company.tell(ids[each[0] % ids.length] as EditId, each[1]);
          }
        }
        for (const [id, edit] of company.edits) {
          const own = company.ledger.filter(({ of }) => of === id);
          const open = own.reduce((sum, { move }) => sum + (move.kind === 'hold' ? 1 : -1), 0);
          expect(open).toBe(isHeld(edit) ? 1 : 0);
          expect(own.filter(({ move }) => move.kind === 'hold').length).toBeLessThanOrEqual(1);
          if (id === whole.id) expect(own).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is stopped once, and waits on for what may be charged', () => {
    const stopped = transition(anEdit('assembling'), { type: 'cancelled', by: 'U1' }, NOW)?.edit as Edit;
    expect(stopped).toMatchObject({ state: 'assembling', stoppedBy: 'U1', dueAt: NOW });
    expect(transition(stopped, { type: 'cancelled', by: 'U1' }, NOW)).toBeNull();
    const lost = transition(stopped, { type: 'parts_lost', reason: { code: 'provider_failed' } }, NOW);
    expect(lost?.edit).toMatchObject({ state: 'cancelled', by: 'U1', reason: { code: 'cancelled' } });
  });

  it('ends without a take, and says what was charged for its parts all the same', () => {
    const reason = {
      code: 'parts_failed',
      parts: 2,
      why: { code: 'moderation' },
      charged: micros(1_080_000),
    };
    const lost: EditEvent = { type: 'parts_lost', reason: reason as Reason & { code: 'parts_failed' } };
    const failed = transition(anEdit('assembling'), lost, NOW)?.edit as Edit;
    expect(chargedFor(failed)).toBe(1_080_000);
    const stopped = transition(anEdit('assembling', { stoppedBy: 'U1' }), lost, NOW)?.edit as Edit;
    expect(stopped.state).toBe('cancelled');
    expect(chargedFor(stopped)).toBe(1_080_000);
  });

  it('ends with what its parts were charged when their takes cannot be joined, also after it was cancelled', () => {
    const event = { type: 'not_joined', parts: 2, charged: micros(6_060_000) } as const;
    const reason = { code: 'parts_not_joined', parts: 2, charged: 6_060_000 };
    const failed = transition(anEdit('assembling', { tries: 2 }), event, NOW);
    expect(failed).toMatchObject({ edit: { state: 'failed', reason, dueAt: null }, ledger: [] });
    const cancelled = transition(anEdit('assembling', { stoppedBy: 'U1' }), event, NOW);
    expect(cancelled).toMatchObject({ edit: { state: 'cancelled', by: 'U1', reason }, ledger: [] });
  });

  it('lets another edit take the place of a part, until it goes on without the failed ones', () => {
    const whole = anEdit('assembling', { decideBy: NOW });
    const [first, second] = whole.parts;
    if (!first || !second) throw new Error('it has two parts');
    const again = partAgain(whole, first.id, {
      id: '01K0000000000000000000000A' as EditId,
      now: NOW,
      model: whole.wish.model,
    });
    const event = { type: 'part_retried', part: first.id, again } as const;
    const moved = transition(whole, event, NOW);
    expect(moved?.edit).toMatchObject({ decideBy: null, parts: [{ id: again.id }, { id: second.id }] });
    expect(moved?.parts).toEqual([again]);
    expect(transition(moved?.edit as Edit, event, NOW)).toBeNull();
    const without = transition(whole, { type: 'parts_given_up' }, NOW)?.edit as Edit;
    expect(transition(without, event, NOW)).toBeNull();
  });

  it('never gives up what may have been paid for', () => {
    const troubled = { type: 'troubled', reason: { code: 'take_unusable' }, retryAfterMs: null } as const;
    expect(transition(anEdit('assembling', { tries: 99 }), troubled, NOW)?.edit.state).toBe('assembling');
  });
});

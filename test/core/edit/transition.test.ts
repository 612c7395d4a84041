import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestOf } from '../../../src/core/edit/delivering.ts';
import { type Edit, type EditIn, type EditState, hasEnded, isHeld } from '../../../src/core/edit/edit.ts';
import type { EditEvent, EditEventType } from '../../../src/core/edit/event.ts';
import { LATE_MS } from '../../../src/core/edit/late.ts';
import { canCancel, transition } from '../../../src/core/edit/transition.ts';
import type { LedgerMove } from '../../../src/core/money/ledger.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import {
  ASKED_AT,
  aClip,
  aFit,
  aHold,
  anApproval,
  anEdit,
  aPresentation,
  aQuestion,
  aQuote,
} from './an-edit.ts';

const NOW = ASKED_AT + 60_000;

const STATES: readonly EditState[] = [
  'requested',
  'checking',
  'choosing',
  'quoted',
  'awaiting_approval',
  'approved',
  'preparing',
  'submitting',
  'unresolved',
  'running',
  'fetching',
  'assembling',
  'delivering',
  'delivered',
  'refused',
  'failed',
  'cancelled',
  'declined',
  'expired',
];

/** One event of every type. */
const EVENTS: { [T in EditEventType]: Extract<EditEvent, { type: T }> } = {
  fetched: { type: 'fetched', clip: { name: 'promo.mov', file: 'source' }, images: [] },
  fit_planned: { type: 'fit_planned', fit: aFit(), references: [] },
  checked: { type: 'checked', clip: aClip(), references: [], quote: aQuote({ validUntil: NOW + 1000 }) },
  choice_asked: { type: 'choice_asked', question: aQuestion(), until: NOW + 1000 },
  chosen: { type: 'chosen', answer: { kind: 'window', window: { from: 2_000, to: 8_000 } } },
  choice_expired: { type: 'choice_expired' },
  refused: { type: 'refused', reason: { code: 'no_clip' } },
  run: { type: 'run' },
  requoted: { type: 'requoted', quote: aQuote({ validUntil: NOW + 1000 }) },
  quote_expired: { type: 'quote_expired' },
  admitted: { type: 'admitted', hold: aHold(anEdit('quoted').id) },
  approval_asked: { type: 'approval_asked', approval: anApproval() },
  approved: { type: 'approved', by: 'U9', exception: null, hold: aHold(anEdit('quoted').id) },
  declined: { type: 'declined', by: 'U9', why: 'too dear' },
  approval_expired: { type: 'approval_expired' },
  reminded: { type: 'reminded' },
  billed: { type: 'billed', amount: parseDollars('3.03') },
  stop_asked: { type: 'stop_asked', by: 'U1' },
  stopped: { type: 'stopped' },
  shortened: { type: 'shortened', clip: aClip() },
  slot_taken: { type: 'slot_taken' },
  prepared: {
    type: 'prepared',
    inputs: { videoUrl: 'https://cdn.example/v', imageUrls: [] },
    quote: aQuote(),
  },
  attempt_started: { type: 'attempt_started' },
  accepted: { type: 'accepted', predictionId: 'p1' },
  not_delivered: { type: 'not_delivered', retryAfterMs: null },
  rejected: { type: 'rejected', reason: { code: 'moderation' } },
  gave_way: { type: 'gave_way', reason: { code: 'provider_down' }, instead: anEdit('requested') },
  part_moved: {
    type: 'part_moved',
    model: 'fal/kling-o3-pro',
    quote: aQuote(),
    letDownBy: ['wavespeed'],
    reason: { code: 'provider_down' },
  },
  ambiguous: { type: 'ambiguous' },
  settled_as_run: { type: 'settled_as_run', by: 'U9', predictionId: 'p2' },
  contradicted: { type: 'contradicted', predictionId: 'p3' },
  settled_as_charged: { type: 'settled_as_charged', by: 'U9', amount: parseDollars('1.08') },
  settled_as_not_run: { type: 'settled_as_not_run', by: 'U9', why: 'no charge in the bill' },
  called_back: { type: 'called_back', predictionId: 'p1' },
  completed: { type: 'completed', sensitive: false },
  prediction_failed: { type: 'prediction_failed', reason: { code: 'provider_failed' } },
  prediction_unknown: { type: 'prediction_unknown' },
  take_fetched: { type: 'take_fetched', take: { ...aClip(), number: 1, sensitive: false }, withheld: null },
  take_lost: { type: 'take_lost', reason: { code: 'take_expired' } },
  presented: { type: 'presented', presentation: aPresentation() },
  too_big: { type: 'too_big', bytes: largestOf(aPresentation()) },
  delivered: { type: 'delivered' },
  undeliverable: { type: 'undeliverable', link: null },
  parts_failed: { type: 'parts_failed', decideBy: NOW + 1000 },
  part_retried: {
    type: 'part_retried',
    part: anEdit('assembling').parts[0]?.id ?? anEdit('requested').id,
    again: anEdit('requested'),
  },
  parts_given_up: { type: 'parts_given_up' },
  not_joined: { type: 'not_joined', parts: 2, charged: parseDollars('6.06') },
  parts_lost: { type: 'parts_lost', reason: { code: 'provider_failed' } },
  joined: {
    type: 'joined',
    take: { ...aClip(), number: 1, sensitive: false },
    charged: aQuote().amount,
    withheld: null,
    missing: [],
  },
  part_wanted: { type: 'part_wanted' },
  cancelled: { type: 'cancelled', by: 'U1' },
  restored: { type: 'restored', backupAt: NOW - 1000 },
  troubled: { type: 'troubled', reason: { code: 'internal', detail: 'x' }, retryAfterMs: null },
};

const anyEvent = fc.constantFrom(...Object.values(EVENTS));
const history = fc.array(anyEvent, { maxLength: 60 });

/** Plays a history on a fresh edit; events that do not apply change nothing. */
function play(
  events: readonly EditEvent[],
  start: Edit = anEdit('requested'),
): { edits: Edit[]; ledger: LedgerMove[] } {
  const edits = [start];
  const ledger: LedgerMove[] = [];
  for (const event of events) {
    const moved = transition(edits.at(-1) as Edit, event, NOW);
    if (!moved) continue;
    edits.push(moved.edit);
    ledger.push(...moved.ledger);
  }
  return { edits, ledger };
}

describe('the transition function', () => {
  it('is total: every event in every state either moves the edit by one version or changes nothing', () => {
    for (const state of STATES) {
      for (const event of Object.values(EVENTS)) {
        const edit = anEdit(state);
        const before = structuredClone(edit);
        const moved = transition(edit, event, NOW);
        expect(edit).toEqual(before);
        if (moved) expect(moved.edit.version).toBe(edit.version + 1);
      }
    }
  });

  it('takes a plain edit from request to delivery with one hold and one post of the quoted price', () => {
    const { edits, ledger } = play([
      EVENTS.fetched,
      EVENTS.checked,
      EVENTS.admitted,
      EVENTS.slot_taken,
      EVENTS.prepared,
      EVENTS.attempt_started,
      EVENTS.accepted,
      EVENTS.completed,
      EVENTS.take_fetched,
      EVENTS.delivered,
    ]);
    expect(edits.map(({ state }) => state)).toEqual([
      'requested',
      'checking',
      'quoted',
      'approved',
      'preparing',
      'submitting',
      'submitting',
      'running',
      'fetching',
      'delivering',
      'delivered',
    ]);
    expect(ledger.map(({ kind }) => kind)).toEqual(['hold', 'post']);
    expect(ledger[1]).toMatchObject({ amount: aQuote().amount });
  });

  it('keeps a clip in check while it is fitted, and forgets the plan once it fits', () => {
    const { edits } = play([EVENTS.fetched, EVENTS.fit_planned, EVENTS.checked]);
    expect(edits.map(({ state }) => state)).toEqual(['requested', 'checking', 'checking', 'quoted']);
    expect(edits[2]).toMatchObject({ fitting: { fit: aFit() }, dueAt: NOW });
    expect(edits[3]).not.toHaveProperty('fitting');
  });

  it('asks what to do with a clip of another length, and goes on with what was chosen', () => {
    const { edits } = play([EVENTS.fetched, EVENTS.choice_asked, EVENTS.chosen, EVENTS.checked]);
    expect(edits.map(({ state }) => state)).toEqual([
      'requested',
      'checking',
      'choosing',
      'checking',
      'quoted',
    ]);
    expect(edits[2]).toMatchObject({ dueAt: NOW + 1000, choice: { answer: null } });
    expect(edits[3]).toMatchObject({ dueAt: NOW, wish: { window: { from: 2_000, to: 8_000 } } });
    expect(edits.at(-1)?.choice?.answer).toEqual(EVENTS.chosen.answer);
    const { edits: forgotten } = play([EVENTS.fetched, EVENTS.choice_asked, EVENTS.choice_expired]);
    expect(forgotten.at(-1)).toMatchObject({ state: 'expired', reason: { code: 'choice_expired' } });
  });

  it('makes an edit due when the provider calls back, and ends nothing by that', () => {
    const told = transition(anEdit('running', { dueAt: NOW + 60_000 }), EVENTS.called_back, NOW);
    expect(told).toMatchObject({ edit: { state: 'running', dueAt: NOW, calledBackAt: NOW }, ledger: [] });
    const done = told && transition(told.edit, EVENTS.completed, NOW);
    expect(done?.edit).not.toHaveProperty('calledBackAt');
  });

  it('learns by a call back which prediction a submission made, and never sends it again', () => {
    for (const lost of [anEdit('unresolved'), anEdit('submitting')]) {
      const found = transition(lost, EVENTS.called_back, NOW);
      expect(found).toMatchObject({ edit: { state: 'running', prediction: { id: 'p1' } }, ledger: [] });
      expect(found && transition(found.edit, EVENTS.accepted, NOW)).toBeNull();
      expect(found && transition(found.edit, EVENTS.ambiguous, NOW)).toBeNull();
      expect(found && transition(found.edit, EVENTS.not_delivered, NOW)).toBeNull();
    }
  });

  it('never leads from a submission without an answer back to a submission', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { edits } = play(events, anEdit('unresolved'));
        expect(edits.map(({ state }) => state)).not.toContain('submitting');
      }),
      { numRuns: 2_000 },
    );
  });

  it('sends a submission again only after an answer that nothing was made of the last', () => {
    fc.assert(
      fc.property(history, (events) => {
        let edit: Edit = anEdit('submitting');
        let answered = true;
        for (const event of events) {
          const moved = transition(edit, event, NOW);
          if (!moved) continue;
          if (event.type === 'attempt_started') {
            expect(answered).toBe(true);
            answered = false;
          }
          if (event.type === 'not_delivered') answered = true;
          edit = moved.edit;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('settles every hold exactly once, and leaves none open when an edit has ended', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { edits, ledger } = play(events);
        const last = edits.at(-1) as Edit;
        const open = ledger.reduce((count, { kind }) => count + (kind === 'hold' ? 1 : -1), 0);
        expect(open).toBe(isHeld(last) ? 1 : 0);
        for (let index = 1; index < ledger.length; index += 1) {
          expect(ledger[index]?.kind === 'hold').toBe(ledger[index - 1]?.kind !== 'hold');
        }
        if (hasEnded(last)) expect(open).toBe(0);
      }),
      { numRuns: 5_000 },
    );
  });

  it('posts never more than was held', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const move of play(events).ledger) {
          if (move.kind === 'post') expect(move.amount).toBeLessThanOrEqual(move.hold.amount);
        }
      }),
    );
  });

  it('charges only for a take that is here, and for what an approver found charged', () => {
    for (const state of STATES) {
      for (const event of Object.values(EVENTS)) {
        const posts =
          transition(anEdit(state), event, NOW)?.ledger.some(({ kind }) => kind === 'post') ?? false;
        const taken = state === 'fetching' && event.type === 'take_fetched';
        const found = state === 'unresolved' && event.type === 'settled_as_charged';
        expect(posts).toBe(taken || found);
      }
    }
  });

  it('cancels what was not submitted, and leaves alone what the provider may already work on', () => {
    for (const state of STATES) {
      const moved = transition(anEdit(state), EVENTS.cancelled, NOW);
      const cancellable = [
        'requested',
        'checking',
        'choosing',
        'quoted',
        'awaiting_approval',
        'approved',
        'preparing',
        'submitting',
        'assembling',
      ].includes(state);
      expect(moved !== null, state).toBe(cancellable);
      expect(canCancel(anEdit(state)), state).toBe(cancellable);
    }
    expect(transition(anEdit('submitting', { attemptAt: NOW }), EVENTS.cancelled, NOW)).toBeNull();
  });

  it('gives up a step that keeps failing only where nothing was submitted', () => {
    for (const state of ['requested', 'checking', 'preparing'] as const) {
      const moved = transition(anEdit(state, { tries: 5 }), EVENTS.troubled, NOW);
      expect(moved?.edit.state, state).toBe('failed');
    }
    for (const state of ['unresolved', 'running', 'fetching', 'delivering'] as const) {
      const moved = transition(anEdit(state, { tries: 500 }), EVENTS.troubled, NOW);
      expect(moved?.edit.state, state).toBe(state);
      expect(moved?.edit.dueAt).toBeGreaterThan(NOW);
    }
  });

  it('waits for a chat that is away as long as a request may be late, however often that is tried', () => {
    const away = { type: 'troubled', reason: { code: 'platform_away' }, retryAfterMs: 60_000 } as const;
    const waiting = anEdit('requested', { since: NOW - LATE_MS + 1, tries: 50 });
    expect(transition(waiting, away, NOW)?.edit).toMatchObject({ state: 'requested', dueAt: NOW + 60_000 });
    expect(transition(waiting, away, NOW + 1)?.edit).toMatchObject({ state: 'failed', reason: away.reason });
  });

  it('waits longer after each failure, at most a quarter of an hour, and as long as the other side asks', () => {
    const waits = [0, 1, 2, 3, 40].map((tries) => {
      const moved = transition(anEdit('running', { tries }), EVENTS.troubled, NOW);
      return (moved?.edit.dueAt ?? 0) - NOW;
    });
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 900_000]);
    const asked = transition(anEdit('running'), { ...EVENTS.troubled, retryAfterMs: 7_000 }, NOW);
    expect(asked?.edit.dueAt).toBe(NOW + 7_000);
  });

  it('rests on a price that was only asked for until somebody runs it', () => {
    const asked = anEdit('checking', { wish: { ...anEdit('checking').wish, quoteOnly: true } });
    const quoted = transition(asked, EVENTS.checked, NOW)?.edit as EditIn<'quoted'>;
    expect(quoted.dueAt).toBe(quoted.quote.validUntil);
    const run = transition(quoted, EVENTS.run, NOW)?.edit;
    expect(run).toMatchObject({ state: 'quoted', dueAt: NOW, wish: { quoteOnly: false } });
  });

  it('gives back the hold and quotes anew when the provider became dearer', () => {
    const dearer = aQuote({ validUntil: NOW + 1000 });
    const moved = transition(anEdit('preparing'), { type: 'requoted', quote: dearer }, NOW);
    expect(moved?.edit.state).toBe('quoted');
    expect(moved?.ledger).toMatchObject([{ kind: 'void' }]);
    expect(moved?.edit).not.toHaveProperty('hold');
  });

  it('starts an edit that two must agree to only after two different people did', () => {
    const edit = anEdit('awaiting_approval', { approval: anApproval({ needed: 2 }) });
    const first = transition(edit, EVENTS.approved, NOW);
    expect(first?.edit.state).toBe('awaiting_approval');
    expect(first?.ledger).toEqual([]);
    expect(transition(first?.edit as Edit, EVENTS.approved, NOW)).toBeNull();
    const second = transition(first?.edit as Edit, { ...EVENTS.approved, by: 'U8' }, NOW);
    expect(second?.edit.state).toBe('approved');
    expect(second?.ledger.map(({ kind }) => kind)).toEqual(['hold']);
  });

  it('voids an approval when the price it was given for changes', () => {
    const approved = transition(anEdit('awaiting_approval'), EVENTS.approved, NOW)
      ?.edit as EditIn<'approved'>;
    const preparing = transition(approved, EVENTS.slot_taken, NOW)?.edit as Edit;
    const requoted = transition(preparing, EVENTS.requoted, NOW);
    expect(requoted?.edit).toMatchObject({ state: 'quoted', approval: null });
    expect(requoted?.ledger).toMatchObject([{ kind: 'void' }]);
  });
});

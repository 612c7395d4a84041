import { describe, expect, it } from 'vitest';
import type { Edit, EditIn } from '../../../src/core/edit/edit.ts';
import { elsewhere, goingOn } from '../../../src/core/edit/elsewhere.ts';
import type { EditEvent } from '../../../src/core/edit/event.ts';
import type { Reason } from '../../../src/core/edit/reason.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { Catalogue } from '../../../src/core/providers/catalogue.ts';
import { ASKED_AT, anEdit } from './an-edit.ts';

const CATALOGUE = new Catalogue(['wavespeed', 'segmind', 'fal']);
const DOWN: Reason = { code: 'provider_down' };
const FUNDS: Reason = { code: 'provider_funds' };

const next = (edit: Edit, event: EditEvent) => goingOn(edit, event, CATALOGUE)?.model.key ?? null;
const troubled = (reason: Reason): EditEvent => ({ type: 'troubled', reason, retryAfterMs: null });
const preparing = (changes: Partial<Edit> = {}) => anEdit('preparing', { tries: 1, ...changes } as object);
const sent = (tries = 1) => anEdit('submitting', { attemptAt: ASKED_AT, tries });

describe('an edit whose provider lets it down', () => {
  it('goes on at the next provider once a free step has failed twice, or at once where it is refused', () => {
    expect(next(preparing(), troubled(DOWN))).toBe('segmind/kling-o3-pro');
    expect(next(preparing({ tries: 0 }), troubled(DOWN))).toBeNull();
    expect(next(preparing({ tries: 0 }), { type: 'refused', reason: FUNDS })).toBe('segmind/kling-o3-pro');
    expect(next(sent(), { type: 'not_delivered', retryAfterMs: null })).toBe('segmind/kling-o3-pro');
    expect(next(sent(0), { type: 'not_delivered', retryAfterMs: null })).toBeNull();
    expect(next(sent(0), { type: 'rejected', reason: FUNDS })).toBe('segmind/kling-o3-pro');
  });

  it('stays where it is for everything that another provider would say as well', () => {
    expect(next(preparing(), { type: 'refused', reason: { code: 'moderation' } })).toBeNull();
    expect(next(preparing(), troubled({ code: 'disk_full' }))).toBeNull();
    expect(next(sent(), { type: 'rejected', reason: { code: 'moderation' } })).toBeNull();
  });

  it('stays where it is once a submission may have arrived', () => {
    const ambiguous: EditEvent = { type: 'ambiguous' };
    const failed: EditEvent = { type: 'prediction_failed', reason: FUNDS };
    for (const event of [ambiguous, failed, troubled(DOWN), troubled(FUNDS)]) {
      for (const state of ['unresolved', 'running', 'fetching'] as const) {
        expect(next(anEdit(state, { tries: 5 }), event)).toBeNull();
      }
    }
    expect(next(sent(5), ambiguous)).toBeNull();
    expect(next(sent(5), troubled(DOWN))).toBeNull();
  });

  it('goes round no circle, and takes a part along only where it need not be cut anew', () => {
    expect(next(preparing({ letDownBy: ['segmind'] }), troubled(DOWN))).toBe('fal/kling-o3-pro');
    expect(next(preparing({ letDownBy: ['segmind', 'fal'] }), troubled(DOWN))).toBeNull();
    const part = preparing({ partOf: anEdit('assembling').id }) as EditIn<'preparing'>;
    expect(next(part, troubled(DOWN))).toBe('segmind/kling-o3-pro');
    const { clip } = part;
    const long = { ...part, clip: { ...clip, facts: { ...clip.facts, durationMs: 60_000 } } };
    expect(next(long, troubled(DOWN))).toBeNull();
  });

  it('gives back what was held in the step that begins the other, and offers nothing any more', () => {
    for (const edit of [preparing(), sent()]) {
      const instead = anEdit('requested', { letDownBy: ['wavespeed'] });
      const moved = transition(edit, { type: 'gave_way', reason: FUNDS, instead }, ASKED_AT);
      expect(moved?.ledger.map(({ kind }) => kind)).toEqual(['void']);
      expect(moved?.parts).toEqual([instead]);
      expect(moved?.edit).toMatchObject({ state: 'failed', instead: { edit: instead.id } });
      expect(moved && elsewhere(moved.edit, CATALOGUE)).toBeNull();
    }
    const taken: EditEvent = {
      type: 'gave_way',
      reason: { code: 'cancelled' },
      instead: anEdit('requested'),
      by: 'U1',
    };
    for (const edit of [preparing(), anEdit('submitting', { attemptAt: null, tries: 2 })]) {
      const moved = transition(edit, taken, ASKED_AT);
      expect(moved?.ledger.map(({ kind }) => kind)).toEqual(['void']);
      expect(moved?.edit).toMatchObject({ state: 'cancelled', by: 'U1', instead: {} });
    }
    // Its submission may arrive at this moment.
    expect(transition(sent(5), taken, ASKED_AT)).toBeNull();
    // The control: had it only failed, the next one would be offered.
    const ended = transition(preparing(), { type: 'refused', reason: FUNDS }, ASKED_AT);
    expect(ended && elsewhere(ended.edit, CATALOGUE)?.key).toBe('segmind/kling-o3-pro');
    for (const state of ['unresolved', 'running', 'fetching'] as const) {
      const event: EditEvent = { type: 'gave_way', reason: FUNDS, instead: anEdit('requested') };
      expect(transition(anEdit(state), event, ASKED_AT)).toBeNull();
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { EditId } from '../../../src/core/edit/edit.ts';
import { sameClip, sameEdit } from '../../../src/core/edit/same-again.ts';
import { ASKED_AT, anEdit } from './an-edit.ts';

const WHOLE = '01WHOLE' as EditId;

describe('the clip of an edit that is tried again', () => {
  it('is that of the edit itself when it was uploaded', () => {
    const edit = anEdit('failed');
    expect(sameClip(edit)).toEqual({ kind: 'same', edit: edit.id });
  });

  it('is the take or the earlier clip that the edit was made from', () => {
    const earlier = { kind: 'same', edit: WHOLE } as const;
    expect(sameClip(anEdit('failed', { source: earlier }))).toEqual(earlier);
  });

  it('is for a shown part the stretch that the part was cut to, not the whole clip', () => {
    const part = anEdit('delivered', { partOf: WHOLE, source: { kind: 'same', edit: WHOLE } });
    expect(sameClip(part)).toEqual({ kind: 'same', edit: part.id });
    const again = sameEdit(part, { id: '01AGAIN' as EditId, person: 'U2', model: 'm', now: ASKED_AT });
    expect(again.source).toEqual({ kind: 'same', edit: part.id });
    // It is an edit of its own: nothing waits to join its take with others.
    expect(again.partOf).toBeUndefined();
  });
});

it('asks for the price again where only that was asked for: nothing is spent that nobody ran', () => {
  const wish = { ...anEdit('expired').wish, quoteOnly: true };
  const again = (quoteOnly: boolean) =>
    sameEdit(anEdit('expired', { wish: { ...wish, quoteOnly } }), {
      id: '01AGAIN' as EditId,
      person: 'U2',
      model: 'm',
      now: ASKED_AT,
    }).wish.quoteOnly;
  expect([again(true), again(false)]).toEqual([true, false]);
});

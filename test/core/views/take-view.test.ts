import { describe, expect, it } from 'vitest';
import type { EditIn } from '../../../src/core/edit/edit.ts';
import type { Facts } from '../../../src/core/views/facts.ts';
import type { Line } from '../../../src/core/views/message.ts';
import { takeView } from '../../../src/core/views/take-view.ts';
import { ASKED_AT, aClip, anEdit, aPresentation } from '../edit/an-edit.ts';

const FACTS: Facts = {
  now: ASKED_AT,
  model: { title: 'Kling O3 Pro', quality: 'final', provider: 'WaveSpeedAI', fps: null },
  left: null,
  caps: [],
  approvers: [],
  budgetOwners: [],
  alerts: [],
  paused: null,
  canStop: false,
  waitsFor: 'provider',
  timeZone: 'Europe/Berlin',
  ahead: 0,
  fitted: null,
  likelyMs: 0,
  final: null,
  elsewhere: null,
  parts: [],
  firstMeeting: null,
  pathOf: (file) => `/data/${file}`,
};
const LINK = { url: 'https://recut.example/takes/1', until: ASKED_AT };
const COPY = { file: 'take-copy', bytes: 8_400_000 };

function view(changes: Partial<EditIn<'delivered'>> = {}) {
  return takeView(anEdit('delivered', { presentation: aPresentation(), ...changes }), FACTS);
}

function plain(line: Line | null): string {
  return (line ?? [])
    .map((piece) => (typeof piece === 'string' ? piece : 'link' in piece ? `[${piece.label}]` : '@'))
    .join('');
}

/** A take with these changes, of the sample clip. */
function aTake(changes: Partial<EditIn<'delivered'>['take']> = {}) {
  return {
    ...aClip({ name: 'promo-take-1.mp4', file: 'take.mp4' }),
    number: 1,
    sensitive: false,
    ...changes,
  };
}

describe('the message of a take', () => {
  it('brings the take and the picture of what changed, each with words for it', () => {
    const { file, pictures, line } = view();
    expect(file).toMatchObject({ path: '/data/take.mp4', name: 'promo-take-1.mp4' });
    expect(pictures).toMatchObject([
      {
        path: '/data/before-after.jpg',
        name: 'promo-take-1-before-after.jpg',
        bytes: 200_000,
        spoiler: false,
      },
    ]);
    expect(pictures[0]?.altText).toMatch(/^The same moments of the clip, above as it was, below as edited: /);
    expect(line).toBeNull();
  });

  it('brings a copy of what is too large, and where the whole of it is', () => {
    const { file, line } = view({ presentation: aPresentation({ file: COPY, link: LINK }) });
    expect(file).toMatchObject({ path: '/data/take-copy', name: 'promo-take-1.mp4', bytes: 8_400_000 });
    expect(plain(line)).toBe(
      'This is a copy of 8.4 MB; the take itself has 9 MB, more than can be uploaded here. [Open the take] until 22 November.',
    );
  });

  it('says who has the whole of it where no place is set up', () => {
    expect(plain(view({ presentation: aPresentation({ file: COPY }) }).line)).toContain(
      'It is kept; whoever runs Recut can hand it out.',
    );
  });

  it('shows a moving picture of a take that cannot be shown at all', () => {
    const preview = { file: 'preview.gif', bytes: 900_000 };
    const { file, pictures, line } = view({
      presentation: aPresentation({ file: null, preview, link: LINK }),
    });
    expect(file).toBeNull();
    expect(pictures.map(({ name }) => name)).toEqual([
      'promo-take-1-preview.gif',
      'promo-take-1-before-after.jpg',
    ]);
    expect(plain(line)).toMatch(/^This take has 9 MB, more than can be uploaded here\. \[Open the take\]/);
  });

  it('shows nothing of a take that is withheld, and veils every picture of one that is sensitive', () => {
    const withheld = view({ withheld: 'sensitive' });
    expect([withheld.file, withheld.pictures]).toEqual([null, []]);
    const veiled = view({ take: aTake({ sensitive: true }) });
    expect([veiled.file?.spoiler, ...veiled.pictures.map(({ spoiler }) => spoiler)]).toEqual([true, true]);
  });

  it('says so when the provider gave back more or less than it was given', () => {
    const short = aTake({ facts: { ...aClip().facts, durationMs: 5_000 } });
    expect(plain(view({ take: short }).line)).toBe('The provider gave back 5 s for the 8.4 s of the clip.');
    const near = aTake({ facts: { ...aClip().facts, durationMs: 8_033 } });
    expect(view({ take: near }).line).toBeNull();
  });

  it('measures a length that was asked for by what was asked', () => {
    const five = aTake({ facts: { ...aClip().facts, durationMs: 5_000 } });
    const { wish } = anEdit('delivered');
    expect(view({ take: five, wish: { ...wish, seconds: 5 } }).line).toBeNull();
    expect(plain(view({ take: five, wish: { ...wish, seconds: 7 } }).line)).toBe(
      'The provider gave back 5 s for the 7 s that were asked for.',
    );
  });

  /** The line of a take with these frames per second; the clip has 30. */
  function lineAt(fps: number, made: number | null): string {
    const take = aTake({ facts: { ...aClip().facts, fps } });
    const facts = { ...FACTS, model: { ...FACTS.model, fps: made } };
    return plain(takeView(anEdit('delivered', { presentation: aPresentation(), take }), facts).line);
  }

  it('says nothing of frames that are as the model is known to make them, and tells of others', () => {
    for (const fps of [23.976, 24, 30]) expect(lineAt(fps, 24)).toBe('');
    expect(lineAt(12, 24)).toBe(
      'The provider gave back 12 frames per second for the 24 that Kling O3 Pro makes.',
    );
  });

  it('measures frames by those of the clip where nobody states what the model makes', () => {
    expect(lineAt(30, null)).toBe('');
    expect(lineAt(24, null)).toBe('The provider gave back 24 frames per second for the 30 of the clip.');
  });

  it('reads what an earlier version has delivered', () => {
    const { presentation: _none, ...old } = anEdit('delivered');
    expect(takeView(old, FACTS)).toMatchObject({
      file: { path: '/data/take.mp4' },
      pictures: [],
      line: null,
    });
    expect(plain(takeView({ ...old, withheld: 'too_big' }, FACTS).line)).toContain('It is kept;');
  });

  it.each([
    ['put_back', 'sound put back from your clip'],
    ['removed', 'sound removed'],
  ] as const)('says what was done to its sound: %s', (sound, text) => {
    expect(view({ take: aTake({ sound }) }).facts).toContain(text);
  });
});

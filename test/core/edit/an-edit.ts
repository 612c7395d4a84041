import { ulid } from 'ulid';
import type { Approval } from '../../../src/core/edit/approval.ts';
import type { Question } from '../../../src/core/edit/choosing.ts';
import type { Clip, Fit, ReferenceImage } from '../../../src/core/edit/clip.ts';
import type {
  Checked,
  Done,
  Edit,
  EditId,
  EditIn,
  EditState,
  Held,
  Prediction,
  Presentation,
  ProviderInputs,
} from '../../../src/core/edit/edit.ts';
import type { Ended } from '../../../src/core/edit/ended.ts';
import type { Part } from '../../../src/core/edit/whole.ts';
import type { Hold } from '../../../src/core/money/ledger.ts';
import { micros, parseDollars } from '../../../src/core/money/micros.ts';
import type { Quote } from '../../../src/core/money/quote.ts';

/** The time at which the edits of the tests are asked for: a Sunday morning in November. */
export const ASKED_AT = Date.UTC(2026, 10, 22, 9, 30);

/** A valid edit in the given state. Everything that `changes` does not name is ordinary. */
export function anEdit<S extends EditState>(state: S, changes: Partial<EditIn<S>> = {}): EditIn<S> {
  const id = changes.id ?? (ulid(ASKED_AT) as EditId);
  // The table below gives each state its own data; the compiler cannot follow a key into a union.
  return { ...baseOf(id), state, ...dataOf(id)[state], ...changes } as unknown as EditIn<S>;
}

function baseOf(id: EditId) {
  return {
    id,
    version: 1,
    place: { platform: 'slack', team: 'T1', channel: 'C1', thread: '1763.1', message: '1763.1' },
    person: 'U1',
    wish: {
      prompt: 'change the beer to a cola, keep everything else',
      model: 'wavespeed/kling-o3-pro',
      keepSound: true,
      window: null,
      quoteOnly: false,
    },
    source: { kind: 'upload', ref: 'F1', name: 'promo.mov', bytes: 9_000_000 },
    images: [],
    askedAt: ASKED_AT,
    since: ASKED_AT,
    tries: 0,
    dueAt: ASKED_AT,
  } as const satisfies Omit<Edit, 'state'>;
}

/** What each state adds. */
function dataOf(id: EditId): { [S in EditState]: object } {
  const checked: Checked = {
    clip: aClip(),
    references: [] as ReferenceImage[],
    quote: aQuote(),
    approval: null,
  };
  const held: Held = { ...checked, hold: aHold(id) };
  const inputs: ProviderInputs = { videoUrl: 'https://files.example/promo.mov', imageUrls: [] };
  const prediction: Prediction = { id: `p-${id}`, submittedAt: ASKED_AT };
  const ended: Ended = {
    reason: { code: 'moderation' },
    at: 'edit',
    clip: checked.clip,
    quote: checked.quote,
    approval: null,
  };
  const done: Done = {
    ...held,
    prediction,
    startedAt: prediction.submittedAt,
    finishedAt: ASKED_AT + 180_000,
    take: { ...aClip({ name: 'promo-take-1.mp4', file: 'take.mp4' }), number: 1, sensitive: false },
    charged: held.quote.amount,
    withheld: null,
  };
  return {
    requested: {},
    checking: { clipFile: 'clip.mov', clipName: 'promo.mov', imageFiles: [] },
    choosing: { clipFile: 'clip.mov', clipName: 'promo.mov', imageFiles: [], ...aChoice() },
    quoted: checked,
    awaiting_approval: { ...checked, approval: anApproval(), dueAt: anApproval().expiresAt },
    approved: held,
    preparing: held,
    submitting: { ...held, inputs, attemptAt: null },
    unresolved: { ...held, inputs, attemptAt: ASKED_AT, prediction: null },
    running: { ...held, inputs, prediction },
    fetching: { ...held, inputs, prediction, finishedAt: ASKED_AT + 180_000, sensitive: false },
    assembling: {
      ...inParts(checked),
      startedAt: ASKED_AT,
      stoppedBy: null,
      decideBy: null,
      withoutFailed: false,
    },
    delivering: done,
    delivered: { ...done, dueAt: null },
    refused: { ...ended, dueAt: null },
    failed: { ...ended, dueAt: null },
    cancelled: { ...ended, reason: { code: 'cancelled' }, by: 'U1', dueAt: null },
    declined: { ...ended, reason: { code: 'declined', why: 'too dear' }, by: 'U9', dueAt: null },
    expired: { ...ended, reason: { code: 'quote_expired' }, dueAt: null },
  };
}

/** 8.4 seconds, upright, with sound. */
export function aClip(changes: Partial<Clip> = {}): Clip {
  return {
    name: 'promo.mov',
    file: 'clip.mov',
    facts: {
      container: 'mov',
      videoCodec: 'avc',
      audioCodec: 'aac',
      durationMs: 8_400,
      width: 1080,
      height: 1920,
      fps: 30,
      variableFps: false,
      rotation: 0,
      hdr: false,
      audioTracks: 1,
      bytes: 9_000_000,
      sha256: 'a'.repeat(64),
    },
    ...changes,
  };
}

function aChoice() {
  const until = ASKED_AT + 24 * 60 * 60_000;
  return { choice: { question: aQuestion(), until, answer: null }, dueAt: until };
}

function inParts(checked: Checked): Checked {
  const parts = someParts();
  return { ...checked, parts, quote: aQuote({ amount: micros(parts.length * parts[0].quote.amount) }) };
}

/** A clip of 18 seconds, of which ten can be edited, or all of it in two parts. */
export function aQuestion(): Question {
  return {
    kind: 'too_long',
    within: { from: 0, to: 18_000 },
    length: { min: 3_000, max: 10_000 },
    amount: parseDollars('3.60'),
    parts: { windows: someParts().map(({ window }) => window), amount: parseDollars('6.06') },
    strip: null,
  };
}

/** The halves of a clip. */
export function someParts(): [Part, Part] {
  return [partOf(0, 9_000), partOf(9_000, 18_000)];
}

function partOf(from: number, to: number): Part {
  return { id: ulid(ASKED_AT + 1 + from) as EditId, window: { from, to }, clip: aClip(), quote: aQuote() };
}

/** From WebM, twice as large as it was. */
export function aFit(changes: Partial<Fit> = {}): Fit {
  return {
    window: null,
    width: 1280,
    height: 720,
    fps: null,
    bitrate: 5_000_000,
    limits: { bytes: 200_000_000, durationMs: { min: 3_000, max: 10_050 } },
    changes: [
      { kind: 'converted', from: 'webm' },
      { kind: 'scaled', from: [640, 360], to: [1280, 720] },
    ],
    ...changes,
  };
}

export function aQuote(changes: Partial<Quote> = {}): Quote {
  return {
    amount: parseDollars('3.03'),
    model: 'wavespeed/kling-o3-pro',
    billedMs: 8_400,
    perSecond: parseDollars('0.36'),
    source: 'list',
    readOn: '2026-11-22',
    validUntil: ASKED_AT + 15 * 60_000,
    ...changes,
  };
}

/** Held in the team's month. */
export function aHold(editId: EditId, changes: Partial<Hold> = {}): Hold {
  return {
    id: `${editId}:1`,
    amount: aQuote().amount,
    accounts: [{ scope: 'team:slack:T1', period: 'month:2026-11' }],
    ...changes,
  };
}

/** The take itself, beside its clip. */
export function aPresentation(changes: Partial<Presentation> = {}): Presentation {
  return {
    file: { file: 'take.mp4', bytes: aClip().facts.bytes },
    comparison: { file: 'before-after.jpg', bytes: 200_000 },
    preview: null,
    link: null,
    ...changes,
  };
}

/** Open for a day, over a cap, with nobody's word yet. */
export function anApproval(changes: Partial<Approval> = {}): Approval {
  return {
    obstacle: 'cap',
    needed: 1,
    askedAt: ASKED_AT,
    expiresAt: ASKED_AT + 24 * 60 * 60_000,
    decisions: [],
    ...changes,
  };
}

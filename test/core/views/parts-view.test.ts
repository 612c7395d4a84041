import { describe, expect, it } from 'vitest';
import type { Edit, EditIn } from '../../../src/core/edit/edit.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { choiceView } from '../../../src/core/views/choice-view.ts';
import { editView } from '../../../src/core/views/edit-view.ts';
import type { Facts } from '../../../src/core/views/facts.ts';
import type { Line } from '../../../src/core/views/message.ts';
import { statusView } from '../../../src/core/views/status-view.ts';
import { ASKED_AT, anEdit, aQuestion, aQuote } from '../edit/an-edit.ts';

const FACTS: Facts = {
  now: ASKED_AT + 72_000,
  model: { title: 'Kling O3 Pro', quality: 'final', provider: 'WaveSpeedAI', fps: 24 },
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
  likelyMs: 180_000,
  final: null,
  elsewhere: null,
  firstMeeting: null,
  parts: [],
  pathOf: (file) => `/data/${file}`,
};

const plain = (line: Line) =>
  line.map((piece) => (typeof piece === 'string' ? piece : `@${Object.values(piece)[0]}`)).join('');

/** The status of a clip in two parts, of which these edits were made. */
function status(whole: EditIn<'assembling'>, edits: readonly Edit[]) {
  const parts = edits.map((edit) => ({ edit, provider: 'WaveSpeedAI', price: parseDollars('3.03') }));
  const { steps, notes, buttons } = statusView(whole, { ...FACTS, parts });
  return {
    steps: steps.map(({ state, text }) => `${state}: ${text}`),
    notes: notes.map(plain),
    buttons: buttons.map(({ label }) => label),
  };
}

function partsOf(whole: EditIn<'assembling'>, first: Edit['state'], second: Edit['state']): Edit[] {
  const [one, other] = whole.parts;
  if (!one || !other) throw new Error('it has two parts');
  return [anEdit(first, { id: one.id }), anEdit(second, { id: other.id })];
}

describe('the status of a clip in parts', () => {
  it('has a line for every part', () => {
    const whole = anEdit('assembling');
    const { steps, buttons } = status(whole, partsOf(whole, 'delivered', 'running'));
    expect(steps.slice(2)).toEqual([
      'active: Editing 2 parts · 1 done',
      'done: Part 1, 0:00–0:09 · $3.03 charged',
      'active: Part 2, 0:09–0:18 · editing · 1:12 of about 3 min',
      'waiting: Delivery',
    ]);
    expect(buttons).toEqual(['Cancel']);
  });

  it('says what they come to by now, where one is made at another provider or did not work', () => {
    const whole = anEdit('assembling');
    const [one, other] = partsOf(whole, 'failed', 'running') as [Edit, EditIn<'running'>];
    const moved = { ...other, wish: { ...other.wish, model: 'fal/kling-o3-pro' } };
    const dearer = { ...moved, quote: { ...moved.quote, amount: parseDollars('3.50') } };
    const parts = [one, dearer].map((edit) => ({ edit, provider: 'fal', price: parseDollars('3.50') }));
    const { steps, facts } = statusView(whole, { ...FACTS, parts });
    expect(steps.map(({ text }) => text)).toContain(
      'Part 2, 0:09–0:18 · at fal for $3.50 · editing · 1:12 of about 3 min',
    );
    expect(facts).toContain('$3.50');
  });

  it('asks about a part that failed, saying what it costs again', () => {
    const whole = anEdit('assembling', { decideBy: ASKED_AT + 3_600_000 });
    const { steps, notes, buttons } = status(whole, partsOf(whole, 'delivered', 'failed'));
    expect(steps[2]).toBe('active: Waiting for your decision, until Sun 11:30');
    expect(steps[4]).toBe('failed: Part 2, 0:09–0:18 · did not work');
    expect(notes.join()).toContain('Part 2, 0:09–0:18: The provider refused this prompt or clip');
    expect(buttons).toEqual([
      'Try part 2 again for $3.03',
      'Take it without part 2',
      'Show the finished parts',
      'Cancel',
    ]);
  });

  it('offers the parts on their own when they cannot be joined', () => {
    const whole = anEdit('assembling', { tries: 3 });
    expect(status(whole, partsOf(whole, 'delivered', 'delivered')).buttons).toEqual([
      'Show the finished parts',
      'Cancel',
    ]);
  });

  it('says what is charged of one that was cancelled', () => {
    const whole = anEdit('assembling', { stoppedBy: 'U1' });
    const { notes, buttons } = status(whole, partsOf(whole, 'running', 'cancelled'));
    expect(notes).toEqual([
      'Cancelled by @U1. The provider has part 1 already and charges $3.03: what comes of that is delivered. Nothing else is charged.',
    ]);
    expect(buttons).toEqual([]);
    expect(status(whole, partsOf(whole, 'cancelled', 'cancelled')).notes).toEqual([
      'Cancelled by @U1. Nothing is charged.',
    ]);
  });

  it('says what may be charged of parts that the provider is asked to stop', () => {
    const whole = anEdit('assembling', { stoppedBy: 'U1' });
    const parts = partsOf(whole, 'fetching', 'running').map((edit) => ({
      edit,
      provider: 'WaveSpeedAI',
      price: aQuote().amount,
    }));
    const { notes, steps } = statusView(whole, { ...FACTS, canStop: true, parts });
    expect(notes.map(plain)).toEqual([
      'Cancelled by @U1. The provider has part 1 already and charges $3.03: what comes of that is delivered. The provider is asked to stop part 2, and may finish and charge up to $3.03 all the same; then that is delivered. Nothing else is charged.',
    ]);
    expect(steps.map(({ text }) => text).join()).toContain('Part 2, 0:09–0:18 · editing');
  });

  it('says what was charged for a part that brought no take', () => {
    const whole = anEdit('assembling', { decideBy: ASKED_AT + 3_600_000 });
    const [one, other] = partsOf(whole, 'delivered', 'failed');
    const reason = { code: 'settled_as_charged', charged: parseDollars('1.08') } as const;
    const { steps } = status(whole, [one, { ...other, reason }] as Edit[]);
    expect(steps[4]).toBe('failed: Part 2, 0:09–0:18 · did not work · $1.08 charged');
    const missing = [{ from: 9_000, to: 18_000, charged: parseDollars('1.08') }];
    const { outcome } = statusView(anEdit('delivered', { missing }), FACTS);
    expect(plain(outcome?.line ?? [])).toBe(
      'Done · $3.03 charged · without 0:09–0:18, for which $1.08 of that were charged all the same',
    );
  });

  it('is all that is seen of its parts, until somebody wants to see them or approvers are asked', () => {
    const whole = anEdit('assembling');
    const kinds = (edit: Edit) => editView(edit, FACTS).map(({ kind }) => kind);
    expect(kinds(anEdit('running', { partOf: whole.id }))).toEqual([]);
    expect(kinds(anEdit('delivered', { partOf: whole.id }))).toEqual([]);
    expect(kinds(anEdit('awaiting_approval', { partOf: whole.id }))).toEqual(['approval']);
    expect(kinds(anEdit('delivered', { partOf: whole.id, shown: true }))).toEqual(['take']);
  });

  it('says what is missing of the take, and that nothing was charged for that', () => {
    const { outcome } = statusView(anEdit('delivered', { missing: [{ from: 9_000, to: 18_000 }] }), FACTS);
    expect(plain(outcome?.line ?? [])).toBe(
      'Done · $3.03 charged · without 0:09–0:18, for which nothing was charged',
    );
  });
});

describe('the question about the length of a clip', () => {
  it('names the price of each answer', () => {
    const card = choiceView(anEdit('choosing'), FACTS);
    expect(card?.heading).toBe(
      'This is 18 s long; the model takes up to 10 s at a time. Which part is to be edited?',
    );
    expect(card?.buttons.map(({ label }) => label)).toEqual([
      'First 10 s · $3.60',
      'Last 10 s · $3.60',
      'Choose…',
      'Whole clip in 2 parts · $6.06',
    ]);
    expect(card?.lines.map(plain)).toEqual(['@U1 chooses, until Mon 10:30. Nothing was charged so far.']);
  });

  it('tells those who see no pictures which moments the picture shows', () => {
    const question = { ...aQuestion(), strip: { file: 'strip', bytes: 99, times: [0, 9_000, 18_000] } };
    const edit = anEdit('choosing');
    const card = choiceView({ ...edit, choice: { ...edit.choice, question } } as Edit, FACTS);
    expect(card?.picture).toEqual({
      path: '/data/strip',
      name: 'moments.jpg',
      bytes: 99,
      altText: 'Frames of the clip, in order, each with its time: 0:00, 0:09, 0:18.',
      spoiler: false,
    });
  });

  it('says what was chosen, and has no buttons then', () => {
    const { choice } = anEdit('choosing');
    const answer = { kind: 'window' as const, window: { from: 2_500, to: 9_000 } };
    const chosen = choiceView(anEdit('quoted', { choice: { ...choice, answer }, quote: aQuote() }), FACTS);
    expect(plain(chosen?.outcome?.line ?? [])).toBe('Chosen: 0:02.5–0:09.');
    expect(chosen?.buttons).toEqual([]);
    expect(chosen?.lines).toEqual([]);
  });
});

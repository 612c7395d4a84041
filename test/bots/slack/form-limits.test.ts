import { expect, test } from 'vitest';
import { editForm, type FormDraft } from '../../../src/bots/slack/form.ts';
import { readMemo } from '../../../src/bots/slack/form-memo.ts';
import { cutTo } from '../../../src/bots/slack/limits.ts';
import { checkView } from '../../../src/sandbox/slack/block-kit/check-view.ts';
import { EDIT, RecordingDesk } from './recording-desk.ts';

const HOUR = 3_600_000;
const now = 1_763_800_000_000;
const facts = await new RecordingDesk().formFacts();

const draft: FormDraft = {
  channel: 'C0CAMPAIGNX',
  thread: null,
  message: null,
  prompt: 'make it dusk',
  clip: { kind: 'looking' },
  chosen: {},
  invite: null,
};

test('ten clips with the worst of names and the longest of prompts still make a form that Slack takes', () => {
  const name = `"\\\n🎬`.repeat(100);
  const clips = Array.from({ length: 10 }, (_, index) => ({
    ref: `F0ABCDEFGH${index}`,
    name,
    bytes: 999_999_999,
    by: name,
    at: now - HOUR,
  }));
  const view = editForm(
    { ...draft, prompt: 'long '.repeat(1_000), clip: { kind: 'recent', clips } },
    facts,
    now,
  );
  expect(() => checkView(view, new Set())).not.toThrow();
  expect(view.private_metadata?.length).toBeLessThanOrEqual(3_000);
  expect(readMemo(view.private_metadata ?? '').offered).toHaveLength(10);
});

test.each([
  { kind: 'looking' },
  { kind: 'unknown' },
  { kind: 'recent', clips: [] },
  { kind: 'message', clips: [] },
  { kind: 'given', source: { kind: 'take', edit: EDIT } },
  { kind: 'given', source: { kind: 'same', edit: EDIT } },
] as const)('Slack takes the form with $kind', (clip) => {
  const view = editForm({ ...draft, prompt: '', clip }, facts, now);
  expect(() => checkView(view, new Set())).not.toThrow();
});

test('a model without references has no field for them', () => {
  const view = editForm(draft, { ...facts, maxImages: 0 }, now);
  expect(view.blocks.some(({ block_id }) => block_id === 'images')).toBe(false);
});

test('how long ago a clip was posted is told roughly', () => {
  const ages = [0, 5 * 60_000, 3 * HOUR, 72 * HOUR];
  const clips = ages.map((age, index) => ({
    ref: `F${index}`,
    name: 'a',
    bytes: null,
    by: null,
    at: now - age,
  }));
  const view = editForm({ ...draft, clip: { kind: 'recent', clips } }, facts, now);
  expect(JSON.stringify(view).match(/just now|5 min ago|3 h ago|3 days ago/g)).toHaveLength(4);
});

test.each([
  ['short', 10, 'short'],
  ['exactly ten', 11, 'exactly ten'],
  ['a longer text', 8, 'a longe…'],
  ['ab🎬cd', 4, 'ab…'],
])('%j in %i is %j', (text, limit, cut) => {
  expect(cutTo(text, limit)).toBe(cut);
});

import { expect, test } from 'vitest';
import { render } from '../../../src/bots/slack/render.ts';
import type { StatusMessage, TakeMessage } from '../../../src/core/views/message.ts';
import { drawn } from './drawn.ts';
import { EDIT } from './recording-desk.ts';

const status: StatusMessage = {
  kind: 'status',
  edit: EDIT,
  title: 'Change the beer to a cola, keep everything else',
  facts: ['promo.mov', '8.4 s', '1080×1920', 'final, Kling O3 Pro', '$3.03'],
  steps: [
    { state: 'done', text: 'Clip checked' },
    { state: 'skipped', text: 'No approval needed' },
    { state: 'active', text: 'Editing · 1:12 of about 3 min' },
    { state: 'waiting', text: 'Delivery' },
  ],
  notes: [['@Image2 was given, but the text never names it.']],
  outcome: null,
  buttons: [{ action: 'cancel', edit: EDIT, label: 'Cancel', emphasis: 'danger' }],
};

const take: TakeMessage = {
  kind: 'take',
  edit: EDIT,
  facts: ['Take 1', '8.4 s', 'sound kept', '$3.03 charged', '2 min 58 s'],
  file: null,
  pictures: [],
  line: ['Asked by ', { person: 'U1' }, ', see ', { link: 'https://example.com/a', label: 'the guide' }],
  buttons: [
    { action: 'again', edit: EDIT, label: 'Edit again', emphasis: 'primary' },
    { action: 'retry', edit: EDIT, label: 'Try again' },
  ],
};

test('a status is a plan with its facts, notes and buttons', () => {
  expect(drawn(render(status, 'plan'))).toMatchInlineSnapshot(`
    "text: Change the beer to a cola, keep everything else — Editing · 1:12 of about 3 min
    plan: Change the beer to a cola, keep everything else
      step-1 complete: Clip checked
      step-2 pending: No approval needed
      step-3 in_progress: Editing · 1:12 of about 3 min
      step-4 pending: Delivery
    context: plain_text: promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03
    rich_text: @Image2 was given, but the text never names it.
    actions: [Cancel] recut:cancel danger"
  `);
});

test('where plans are refused, the same status is drawn with what every workspace has', () => {
  expect(drawn(render(status, 'plain'))).toMatchInlineSnapshot(`
    "text: Change the beer to a cola, keep everything else — Editing · 1:12 of about 3 min
    section, plain_text: Change the beer to a cola, keep everything else
    section, plain_text: ✓ Clip checked
    – No approval needed
    ◐ Editing · 1:12 of about 3 min
    ○ Delivery
    context: plain_text: promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03
    rich_text: @Image2 was given, but the text never names it.
    actions: [Cancel] recut:cancel danger"
  `);
});

test('a take is its facts with a line and buttons', () => {
  expect(drawn(render(take, 'plan'))).toMatchInlineSnapshot(`
    "text: Take 1 · 8.4 s · sound kept · $3.03 charged · 2 min 58 s — Asked by <@U1>, see the guide
    section, plain_text: Take 1 · 8.4 s · sound kept · $3.03 charged · 2 min 58 s
    rich_text: Asked by {user U1}, see {link the guide → https://example.com/a}
    actions: [Edit again] recut:again primary [Try again] recut:retry "
  `);
});

const HOSTILE =
  '<!channel> <@U1> <https://evil.example|click> *bold* _it_ ~no~ `code` & https://evil.example';

test('a prompt, a file name and a person stay what they are: no mention, link or markup gets out', () => {
  const hostile: StatusMessage = {
    ...status,
    title: HOSTILE,
    facts: [HOSTILE],
    steps: [{ state: 'active', text: HOSTILE }],
    notes: [[HOSTILE]],
    outcome: { tone: 'bad', line: [HOSTILE] },
  };
  for (const style of ['plan', 'plain'] as const) {
    const { text, blocks } = render(hostile, style);
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
    expect(JSON.stringify(blocks)).not.toContain('"type":"link"');
    expect(JSON.stringify(blocks)).not.toContain('"type":"broadcast"');
    expect(text).not.toMatch(/<[!@#h]/);
  }
});

test('a status without steps is an answer: what was asked and what came of it', () => {
  const answer: StatusMessage = {
    ...status,
    facts: [],
    steps: [],
    notes: [],
    buttons: [],
    outcome: { tone: 'bad', line: ['Say what should change. Nothing was charged.'] },
  };
  expect(drawn(render(answer, 'plan'))).toMatchInlineSnapshot(`
    "text: Change the beer to a cola, keep everything else — Say what should change. Nothing was charged.
    section, plain_text: Change the beer to a cola, keep everything else
    rich_text: Say what should change. Nothing was charged."
  `);
});

test('the longest of everything stays within what Slack takes', () => {
  const long = 'A🎬'.repeat(3_000);
  const most: StatusMessage = {
    ...status,
    title: long,
    facts: [long],
    steps: Array.from({ length: 8 }, () => ({ state: 'active' as const, text: long })),
    notes: Array.from({ length: 12 }, () => [long]),
    outcome: { tone: 'bad', line: [long] },
    buttons: [{ action: 'retry', edit: EDIT, label: long }],
  };
  for (const style of ['plan', 'plain'] as const) {
    const { text, blocks } = render(most, style);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(JSON.stringify(blocks).length).toBeLessThan(13_200);
    expect(JSON.stringify(blocks).isWellFormed()).toBe(true);
  }
});

import { expect, test } from 'vitest';
import { render } from '../../../src/bots/slack/render.ts';
import { checkBlocks } from '../../../src/sandbox/slack/block-kit/check-blocks.ts';
import { drawn } from './drawn.ts';
import { aDecision, anApproval } from './messages.ts';
import { EDIT } from './recording-desk.ts';

const nothingUnknown = new Set<string>();

test('an open question calls the approvers and shows the price, and each cap before and after', () => {
  expect(drawn(render(anApproval(), 'plan'))).toMatchInlineSnapshot(`
    "text: This edit needs an approval · <@U0DANA00001> <!subteam^S0APPROVERS> — Change the beer to a cola, keep everything else — $3.60 · 10 s · final, Kling O3 Pro
    rich_text: *This edit needs an approval ·* {user U0DANA00001} {usergroup S0APPROVERS}
    > Change the beer to a cola, keep everything else
    context: plain_text: $3.60 · 10 s · final, Kling O3 Pro
    rich_text: Team, November: $248.00 of $250.00 → *over by $1.60*
    #campaign-x, week: $31.20 of $60.00 → $25.20 left
    rich_text: Asked by {user U0MARA00001} · open until Tue 14:05
    actions: [Approve as exception…] recut:exception  [Decline…] recut:decline danger"
  `);
});

test('once it is decided, the same card says who decided and offers nothing more', () => {
  expect(drawn(render(aDecision(), 'plan'))).toMatchInlineSnapshot(`
    "text: This edit needed an approval — Change the beer to a cola, keep everything else — Approved by <@U0LEE000001> at Tue 12:40, as an exception: “the client is waiting”
    rich_text: *This edit needed an approval*
    > Change the beer to a cola, keep everything else
    context: plain_text: $3.60 · 10 s · final, Kling O3 Pro
    rich_text: Asked by {user U0MARA00001}
    rich_text: Approved by {user U0LEE000001} at Tue 12:40, as an exception: “the client is waiting”"
  `);
});

test('it needs no block that a workspace may lack, and looks the same in both styles', () => {
  const { blocks } = render(anApproval(), 'plan');
  expect(blocks).toEqual(render(anApproval(), 'plain').blocks);
  expect(blocks.map(({ type }) => type)).toEqual([
    'rich_text',
    'context',
    'rich_text',
    'rich_text',
    'actions',
  ]);
});

test('the notification names whom it calls, people and groups', () => {
  const { text } = render(anApproval(), 'plan');
  expect(text).toContain('<@U0DANA00001> <!subteam^S0APPROVERS>');
});

test('with nobody to call and nothing else known it is still a card that Slack takes', () => {
  const bare = anApproval({
    heading: ['This edit needs an approval'],
    title: '',
    facts: [],
    caps: [],
    lines: [],
    buttons: [],
  });
  const rendered = render(bare, 'plan');
  expect(() => checkBlocks(rendered.blocks, 'message', nothingUnknown)).not.toThrow();
  expect(drawn(rendered)).toBe('text: This edit needs an approval\nrich_text: *This edit needs an approval*');
});

const HOSTILE =
  '<!channel> <!subteam^S1> <@U1> <https://evil.example|click> *bold* `code` & https://evil.example';

test('what people wrote stays text: a prompt, a channel and a reason call nobody and link nowhere', () => {
  const hostile = aDecision({
    title: HOSTILE,
    facts: [HOSTILE],
    caps: [{ name: HOSTILE, before: HOSTILE, after: HOSTILE, broken: true }],
    lines: [[HOSTILE]],
    outcome: { tone: 'bad', line: ['Declined by ', { person: 'U0LEE000001' }, `: “${HOSTILE}”`] },
  });
  const { text, blocks } = render(hostile, 'plan');
  const json = JSON.stringify(blocks);
  for (const live of ['mrkdwn', '"type":"link"', '"type":"broadcast"', '"type":"usergroup"']) {
    expect(json).not.toContain(live);
  }
  expect(text.replace('<@U0LEE000001>', '')).not.toMatch(/<[!@#h]/);
});

test('the longest of everything stays within what Slack takes', () => {
  const long = 'A🎬'.repeat(3_000);
  const { text, blocks } = render(
    anApproval({
      heading: [long, { person: 'U0DANA00001' }],
      title: long,
      facts: [long],
      caps: Array.from({ length: 30 }, () => ({ name: long, before: long, after: long, broken: true })),
      lines: Array.from({ length: 12 }, () => [long]),
      outcome: { tone: 'bad', line: [long] },
      buttons: [{ action: 'approve', edit: EDIT, label: long }],
    }),
    'plan',
  );
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(JSON.stringify(blocks).length).toBeLessThan(13_200);
  expect(JSON.stringify(blocks).isWellFormed()).toBe(true);
  expect(() => checkBlocks(blocks, 'message', nothingUnknown)).not.toThrow();
});

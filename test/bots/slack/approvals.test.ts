import { expect, test } from 'vitest';
import type { PressAnswer } from '../../../src/core/desk.ts';
import { approvalNotes } from '../../../src/core/views/approval-wording.ts';
import { aDecision, anApproval } from './messages.ts';
import { type Act, EDIT } from './recording-desk.ts';
import { place, type SceneOptions, scene, until } from './workspace.ts';

const declining: PressAnswer = { kind: 'ask', form: approvalNotes.reasonForm('decline', EDIT) };

/** A thread in which the approvers are asked. */
async function asked(options: SceneOptions = {}) {
  const here = await scene(options);
  const root = await here.slack.person('Mara').post({ channel: 'campaign-x', text: 'look' });
  const there = { ...place(here.slack), thread: root.ts };
  const buttons = [
    { action: 'approve' as const, edit: EDIT, label: 'Approve', emphasis: 'primary' as const },
    ...anApproval().buttons,
  ];
  const outgoing = { message: anApproval({ buttons }), nonce: 'a', mayExist: false };
  const ref = await here.bot.post(there, outgoing);
  return { ...here, root, there, outgoing, ref, lee: here.slack.person('Lee') };
}

/** Presses "Decline…" as Lee, who is asked why. */
async function askedWhy(options: SceneOptions = {}) {
  const here = await asked(options);
  here.desk.answer = declining;
  await here.lee.press(here.ref, 'recut:decline');
  const view = await here.lee.nextView();
  return { ...here, view };
}

/** What is left of a form, as text. */
function words(view: { blocks: unknown } | undefined): string {
  return JSON.stringify(view?.blocks);
}

test('the question is posted once, and calls the approvers by mentions that notify them', async () => {
  const { slack, bot, there, outgoing, ref } = await asked();
  expect(await bot.post(there, { ...outgoing, mayExist: true })).toBe(ref);
  const shown = slack.message(ref);
  expect(shown?.text).toContain('<@U0DANA00001> <!subteam^S0APPROVERS>');
  expect(shown?.blocks[0]).toMatchObject({
    type: 'rich_text',
    elements: [
      {
        elements: [
          { type: 'text' },
          { type: 'text' },
          { type: 'user', user_id: 'U0DANA00001' },
          { type: 'text' },
          { type: 'usergroup', usergroup_id: 'S0APPROVERS' },
        ],
      },
      { type: 'rich_text_quote' },
    ],
  });
});

test('once it is decided the same message says by whom, and has no buttons any more', async () => {
  const { slack, bot, there, ref, lee } = await asked();
  expect(await bot.update(there, ref, aDecision(), 'change')).toBe('shown');
  const shown = slack.message(ref);
  expect(shown?.text).toContain(`Approved by <@${lee.id}>`);
  expect(shown?.blocks.map(({ type }) => type)).toEqual(['rich_text', 'context', 'rich_text', 'rich_text']);
  expect(slack.thread('campaign-x', there.thread)).toHaveLength(2);
});

test('a workspace that knows no plans yet takes the card as well', async () => {
  const { slack, bot, there, outgoing } = await asked();
  slack.refuseBlocks('plan', 'task_card', 'card', 'container', 'table');
  const ref = await bot.post(there, { ...outgoing, nonce: 'b' });
  expect(slack.message(ref)?.blocks).toHaveLength(5);
});

test('"Approve" reaches the desk with who pressed it, and opens nothing', async () => {
  const { slack, desk, root, ref, lee } = await asked();
  expect(await lee.press(ref, 'recut:approve')).toMatchObject({ ok: true });
  expect(desk.presses).toEqual([
    {
      keys: [expect.stringContaining(`:${ref}:${lee.id}:`)],
      action: 'approve',
      edit: EDIT,
      person: lee.id,
      place: { platform: 'slack', team: slack.team.id, channel: root.channel },
    },
  ]);
  expect(lee.view).toBeUndefined();
});

test('where a reason is needed it is asked for in a form, which goes to the desk with its token', async () => {
  const { slack, desk, root, lee, view } = await askedWhy();
  expect(view).toMatchObject({
    title: { text: 'Decline this edit' },
    blocks: [{ label: { text: 'Why not?' }, element: { multiline: true, max_length: 300 } }],
  });
  desk.answer = { kind: 'done' };
  const sent = await lee.submitView(view.id, { reason: '  the client said <no> & so do I ' });
  expect(sent).toMatchObject({ kind: 'closed' });
  expect(desk.sent).toEqual([
    {
      keys: [`slack:view:${view.id}`],
      token: `reason:decline:${EDIT}`,
      person: lee.id,
      place: { platform: 'slack', team: slack.team.id, channel: root.channel },
      answers: { texts: { reason: 'the client said <no> & so do I' }, people: {}, files: {} },
    },
  ]);
  expect(lee.view).toBeUndefined();
});

test('an exception asks for its reason in the same way', async () => {
  const { desk, ref, lee } = await asked();
  desk.answer = { kind: 'ask', form: approvalNotes.reasonForm('exception', EDIT) };
  await lee.press(ref, 'recut:exception');
  const view = await lee.nextView();
  expect(view.title?.text).toBe('Approve as an exception');
  desk.answer = { kind: 'done' };
  await lee.submitView(view.id, { reason: 'the client is waiting' });
  expect(desk.sent.at(-1)).toMatchObject({
    token: `reason:exception:${EDIT}`,
    answers: { texts: { reason: 'the client is waiting' } },
  });
});

test('a longer title or label than Slack takes still opens the form', async () => {
  const { desk, ref, lee } = await asked();
  const form = approvalNotes.reasonForm('decline', EDIT);
  const fields = form.fields.map((field) => ({ ...field, label: 'long '.repeat(1_000) }));
  desk.answer = {
    kind: 'ask',
    form: { ...form, title: 'A title that is far too long for Slack', fields },
  };
  await lee.press(ref, 'recut:decline');
  expect((await lee.nextView()).title?.text).toBe('A title that is far too…');
});

test('a reason of no words, or of too many, is not sent', async () => {
  const { desk, lee, view } = await askedWhy();
  expect(await lee.submitView(view.id)).toMatchObject({ kind: 'incomplete' });
  expect(await lee.submitView(view.id, { reason: 'x'.repeat(301) })).toMatchObject({ kind: 'incomplete' });
  expect(desk.sent).toEqual([]);
  const form = approvalNotes.reasonForm('decline', EDIT);
  desk.answer = { kind: 'problems', problems: [approvalNotes.fewWords()], form };
  expect(await lee.submitView(view.id, { reason: '   ' })).toMatchObject({
    kind: 'errors',
    errors: { reason: expect.stringMatching(/few words/) },
  });
  expect(desk.sent.at(-1)?.answers.texts['reason']).toBe('');
});

test('what the desk has to say about a sent reason stands in the form, and nothing is left to send', async () => {
  const { slack, desk, lee, view } = await askedWhy();
  const dana = slack.person('Dana');
  desk.answer = { kind: 'note', line: [{ person: dana.id }, ' approved <this> edit already.'] };
  const sent = await lee.submitView(view.id, { reason: 'no' });
  expect(sent).toMatchObject({ kind: 'updated', view: { title: { text: 'Decline this edit' } } });
  expect(lee.view?.submit).toBeUndefined();
  expect(words(lee.view)).toContain(dana.id);
  expect(words(lee.view)).toContain('approved <this> edit already.');
  expect([lee.ephemerals, dana.ephemerals]).toEqual([[], []]);
});

test('a reason that cannot be made durable stays in the form, and can be sent again', async () => {
  const { desk, lee, view } = await askedWhy();
  desk.closed = true;
  expect(await lee.submitView(view.id, { reason: 'no' })).toMatchObject({
    kind: 'errors',
    errors: { reason: expect.stringMatching(/cannot take this in/) },
  });
  desk.closed = false;
  desk.answer = { kind: 'done' };
  expect(await lee.submitView(view.id, { reason: 'no' })).toMatchObject({ kind: 'closed' });
});

test('when Slack does not open the form, the person is told, and nobody else', async () => {
  const { slack, desk, ref, lee } = await asked();
  desk.answer = declining;
  slack.faults.add('views.open', { kind: 'rate_limited', retryAfterSeconds: 30 });
  expect(await lee.press(ref, 'recut:decline')).toMatchObject({ ok: true });
  const [note] = await until(() => (lee.ephemerals.length > 0 ? lee.ephemerals : null));
  expect(note?.text).toMatch(/did not open the form/);
  expect(slack.person('Mara').ephemerals).toEqual([]);
});

/** A desk that decides as the real one does: whoever may not approve gets a note. */
function guarded({ bot, there }: Awaited<ReturnType<typeof asked>>) {
  return async (act: Act): Promise<PressAnswer> => {
    if (!(await bot.mayApprove(there, act.person, ['S0APPROVERS'])))
      return { kind: 'note', line: ['Not you.'] };
    return 'action' in act && act.action === 'decline' ? declining : { kind: 'done' };
  };
}

test('whoever is removed from the approvers between the press and the reason decides nothing', async () => {
  const time = { now: Date.now() };
  const here = await asked({ bot: { clock: { now: () => time.now } } });
  const { slack, desk, ref, lee } = here;
  desk.answer = guarded(here);
  await lee.press(ref, 'recut:decline');
  const view = await lee.nextView();
  slack.changeGroup('approvers', [slack.person('Dana').id]);
  time.now += 60_000;
  expect(await lee.submitView(view.id, { reason: 'no' })).toMatchObject({ kind: 'updated' });
  expect(words(lee.view)).toContain('Not you.');
  expect(await slack.person('Dana').press(ref, 'recut:approve')).toMatchObject({ ok: true });
  expect(slack.person('Dana').ephemerals).toEqual([]);
});

test('somebody who is no approver is told so in the thread, and sees no form', async () => {
  const here = await asked();
  here.desk.answer = guarded(here);
  const noor = here.slack.person('Noor');
  await noor.press(here.ref, 'recut:decline');
  const [note] = await until(() => (noor.ephemerals.length > 0 ? noor.ephemerals : null));
  expect(note).toMatchObject({ text: 'Not you.', threadTs: here.root.ts });
  expect(noor.view).toBeUndefined();
});

test.each([
  ['away', { kind: 'reset' } as const, /did not say whether you may/],
  [
    'told to refuse',
    { kind: 'status', status: 200, body: '{"ok":false,"error":"missing_scope"}' } as const,
    /reason stands in the log/,
  ],
])(
  'while Slack is %s about who may approve, a press and a reason decide nothing and say so',
  async (_, fault, sorry) => {
    const here = await asked();
    const { slack, desk, ref, lee } = here;
    desk.answer = guarded(here);
    await lee.press(ref, 'recut:decline');
    const view = await lee.nextView();
    slack.faults.add('users.info', fault, 2);
    expect(await lee.submitView(view.id, { reason: 'no' })).toMatchObject({
      kind: 'errors',
      errors: { reason: expect.stringMatching(sorry) },
    });
    expect(await lee.press(ref, 'recut:approve')).toMatchObject({ ok: true });
    const [note] = await until(() => (lee.ephemerals.length > 0 ? lee.ephemerals : null));
    expect(note).toMatchObject({ text: expect.stringMatching(sorry), threadTs: here.root.ts });
  },
);

test('a Slack that answers nothing about who may approve is given up before the form gives up on us', async () => {
  const here = await asked();
  const { slack, desk, ref, lee } = here;
  desk.answer = guarded(here);
  await lee.press(ref, 'recut:decline');
  const view = await lee.nextView();
  slack.faults.add('users.info', { kind: 'hang' });
  const sent = await lee.submitView(view.id, { reason: 'no' });
  expect(sent).toMatchObject({ kind: 'errors', errors: { reason: expect.stringMatching(/did not say/) } });
});

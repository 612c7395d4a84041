import { expect, test } from 'vitest';
import { aForm, aPanel } from './messages.ts';
import { scene, until } from './workspace.ts';

/** Mara uses a command that is answered with a panel, and sees it. */
async function withPanel() {
  const here = await scene();
  const mara = here.slack.person('Mara');
  here.desk.answer = { kind: 'panel', panel: aPanel() };
  await mara.command('/edit-budget', ' report  & more ', 'campaign-x');
  const [panel] = await until(() => (mara.ephemerals.length > 0 ? mara.ephemerals : null));
  if (!panel) throw new Error('There is no panel');
  return { ...here, mara, panel };
}

test('a command reaches the desk with its text, and its panel is for that person alone', async () => {
  const { slack, desk, mara, panel } = await withPanel();
  expect(desk.calls).toEqual([
    {
      keys: [expect.stringMatching(/^slack:command:/)],
      name: 'edit-budget',
      text: 'report & more',
      uploads: [],
      person: mara.id,
      place: { platform: 'slack', team: slack.team.id, channel: slack.channel('campaign-x').id },
    },
  ]);
  expect(panel.blocks.map(({ type }) => type)).toEqual([
    'header',
    'rich_text',
    'rich_text',
    'rich_text',
    'actions',
  ]);
  const shown = JSON.stringify(panel.blocks);
  for (const part of ['█'.repeat(10), '<today>', 'https://example.com/1', 'U0DANA00001']) {
    expect(shown).toContain(part);
  }
  expect(slack.messages('campaign-x')).toEqual([]);
});

test('a button of a panel reaches the desk with its token, and the next panel takes its place', async () => {
  const { desk, mara, panel } = await withPanel();
  desk.answer = { kind: 'panel', panel: aPanel({ title: 'Another' }) };
  await mara.press(panel.ts, 'recut-panel:1');
  expect(desk.opened).toMatchObject([{ token: 'budget:cap', person: mara.id }]);
  await until(() => mara.ephemerals.some(({ text }) => text === 'Another'));
  expect(mara.ephemerals).toHaveLength(1);
});

test('a form of every kind of field comes back with what was picked, and what it chose stays chosen', async () => {
  const { slack, desk, mara, panel, file } = await withPanel();
  desk.answer = { kind: 'ask', form: aForm() };
  await mara.press(panel.ts, 'recut-panel:1');
  const view = await mara.nextView();
  expect(view.title?.text).toBe('Set a cap');
  desk.answer = { kind: 'done' };
  const lee = slack.person('Lee');
  const sent = await mara.submitView(view.id, {
    amount: ' 250 ',
    period: 'A day',
    approvers: [lee.id],
    'approvers-groups': ['S0APPROVERS'],
    pictures: [await file('mascot.png')],
  });
  expect(sent).toMatchObject({ kind: 'closed' });
  expect(desk.sent).toMatchObject([
    {
      token: 'budget:cap:month',
      answers: {
        texts: { amount: '250', period: 'day' },
        people: { approvers: [{ person: lee.id }, { group: 'S0APPROVERS' }, { group: 'S0ELSEWHERE' }] },
        files: { pictures: [{ name: 'mascot.png', mimeType: 'image/png' }] },
      },
    },
  ]);
});

test('a form works without the user groups while Slack does not list them', async () => {
  const { slack, desk, mara, panel } = await withPanel();
  slack.faults.add('usergroups.list', { kind: 'hang' });
  desk.answer = { kind: 'ask', form: aForm() };
  await mara.press(panel.ts, 'recut-panel:1');
  const view = await mara.nextView();
  await mara.submitView(view.id, { approvers: [mara.id] });
  expect(desk.sent[0]?.answers.people['approvers']).toEqual([{ person: mara.id }, { group: 'S0ELSEWHERE' }]);
});

test('problems stand beside their fields, and the next form takes the place of the one that was sent', async () => {
  const { desk, mara, panel } = await withPanel();
  desk.answer = { kind: 'ask', form: aForm() };
  await mara.press(panel.ts, 'recut-panel:1');
  const view = await mara.nextView();
  const problems = [
    { field: 'approvers', text: 'Somebody is needed.' },
    { field: 'nowhere', text: 'Something else.' },
  ];
  desk.answer = { kind: 'problems', problems, form: aForm() };
  expect(await mara.submitView(view.id)).toMatchObject({
    errors: { approvers: 'Somebody is needed.', amount: 'Something else.' },
  });
  desk.answer = { kind: 'ask', form: aForm({ title: 'Who approves?' }) };
  expect(await mara.submitView(view.id)).toMatchObject({
    kind: 'updated',
    view: { title: { text: 'Who approves?' } },
  });
});

test('what a sent form is answered with takes the place of the panel that it was opened from', async () => {
  const { desk, mara, panel } = await withPanel();
  desk.answer = { kind: 'ask', form: aForm() };
  await mara.press(panel.ts, 'recut-panel:1');
  const view = await mara.nextView();
  desk.answer = { kind: 'panel', panel: aPanel({ title: 'As it is now' }) };
  expect(await mara.submitView(view.id)).toMatchObject({ kind: 'closed' });
  await until(() => mara.ephemerals.some(({ text }) => text === 'As it is now'));
  expect(mara.ephemerals).toHaveLength(1);
});

test('a command that cannot be carried out says so', async () => {
  const { slack, desk } = await scene();
  desk.closed = true;
  const mara = slack.person('Mara');
  await mara.command('/edit-budget', '', 'campaign-x');
  const [note] = await until(() => (mara.ephemerals.length > 0 ? mara.ephemerals : null));
  expect(note?.text).toMatch(/cannot take this in right now/);
});

import { expect, it } from 'vitest';
import type { Answer, ShownModal } from '../../../src/sandbox/discord/person/answer.ts';
import { formOf, panelOf } from './sample.ts';
import { placeIn, scene, until } from './scene.ts';

function modalOf(answer: Answer): ShownModal {
  if (answer.kind !== 'modal') throw new Error(`there is no form but ${answer.kind}`);
  return answer.modal;
}

/** Mara uses a command that is answered with a panel, and sees it. */
async function withPanel() {
  const here = await scene();
  const mara = here.discord.person('Mara');
  here.desk.answer = { kind: 'panel', panel: panelOf() };
  const answer = await mara.slash('/edit-budget', {}, 'campaign-x');
  if (!('message' in answer)) throw new Error(`there is no panel but ${answer.kind}`);
  return { ...here, mara, answer, panel: answer.message.id };
}

it('hands a command to the desk, and shows its panel to that person alone', async () => {
  const { discord, desk, mara, answer } = await withPanel();
  const { team, channel } = placeIn(discord);
  expect(desk.calls).toEqual([
    {
      keys: [expect.stringMatching(/^discord:interaction:\d+$/)],
      name: 'edit-budget',
      text: '',
      uploads: [],
      person: mara.id,
      place: { platform: 'discord', team, channel },
    },
  ]);
  expect(answer).toMatchObject({ kind: 'message', ephemeral: true });
  const [shown] = mara.ephemerals();
  expect(shown?.text.split('\n')).toEqual([
    '**Budget**',
    expect.stringMatching(/^Set by <@\d+> \\\*today\\\*$/),
    '**Team, November**',
    `\`${'█'.repeat(10)}▒▒${'░'.repeat(8)}\``,
    '$50.00 spent',
    '**[make it dusk](https://example.com/1)**',
    '$1.08',
  ]);
  expect(shown?.mentions).toEqual({ userIds: [], roleIds: [], everyone: false });
});

it('hands a button of a panel to the desk with its token, and puts the next panel in its place', async () => {
  const { desk, mara, panel } = await withPanel();
  desk.answer = { kind: 'panel', panel: panelOf({ title: 'Another' }) };
  expect(await mara.press(panel, 'Set cap…')).toMatchObject({ kind: 'update' });
  expect(desk.opened).toMatchObject([{ token: 'budget:cap', person: mara.id }]);
  expect(mara.ephemerals().map(({ text }) => text.split('\n')[0])).toEqual(['**Another**']);
});

it('shows a form of every kind of field, which comes back with what was picked', async () => {
  const { discord, desk, mara, panel, file } = await withPanel();
  const [dana, budget] = [discord.person('Dana').id, discord.role('Budget').id];
  const value = [{ person: dana }, { group: budget }];
  const fields = formOf().fields.map((field) => (field.kind === 'people' ? { ...field, value } : field));
  desk.answer = { kind: 'ask', form: formOf({ fields }) };
  const form = modalOf(await mara.press(panel, 'Set cap…'));
  expect(form.form.components.map(({ type }) => type)).toEqual([10, 18, 18, 18, 18]);
  desk.answer = { kind: 'done' };
  const sent = await mara.submitModal(form, {
    amount: ' 250 ',
    period: 'day',
    approvers: [mara.id, budget],
    pictures: [await file('mascot.png')],
  });
  expect(sent).toMatchObject({ kind: 'deferred_update' });
  expect(desk.sent).toMatchObject([
    {
      token: 'budget:cap:month',
      answers: {
        texts: { amount: '250', period: 'day' },
        people: { approvers: [{ person: mara.id }, { group: budget }] },
        files: { pictures: [{ name: 'mascot.png' }] },
      },
    },
  ]);
});

it('says what is wrong with a form, and opens it again with what was typed', async () => {
  const { desk, mara, panel } = await withPanel();
  const [amount] = formOf().fields;
  if (amount?.kind !== 'text') throw new Error('The first field takes text');
  desk.answer = { kind: 'ask', form: formOf({ fields: [amount] }) };
  const form = modalOf(await mara.press(panel, 'Set cap…'));
  const again = formOf({ fields: [{ ...amount, value: 'a lot' }] });
  const problems = [{ field: 'amount', text: 'This is no amount in dollars.' }];
  desk.answer = { kind: 'problems', problems, form: again };
  await mara.submitModal(form, { amount: 'a lot' });
  const told = await until(() => mara.ephemerals().find(({ content }) => content.includes('no amount')));
  const reopened = modalOf(await mara.press(told.id, 'Change it'));
  expect(JSON.stringify(reopened.form)).toContain('a lot');
});

it('puts the answer to a form in place of the panel that it was opened from', async () => {
  const { desk, mara, panel } = await withPanel();
  desk.answer = { kind: 'ask', form: formOf({ fields: formOf().fields.slice(0, 1) }) };
  const form = modalOf(await mara.press(panel, 'Set cap…'));
  desk.answer = { kind: 'panel', panel: panelOf({ title: 'As it is now' }) };
  expect(await mara.submitModal(form, { amount: '5' })).toMatchObject({ kind: 'update' });
  expect(mara.ephemerals().map(({ text }) => text.split('\n')[0])).toEqual(['**As it is now**']);
});

it('shows a panel late rather than not at all', async () => {
  const { discord, desk } = await scene();
  const { promise, resolve } = Promise.withResolvers<void>();
  desk.answer = () => promise.then(() => ({ kind: 'panel', panel: panelOf() }));
  const lee = discord.person('Lee');
  expect(await lee.slash('/edit-budget', {}, 'campaign-x')).toMatchObject({ kind: 'deferred' });
  resolve();
  await until(() => lee.ephemerals().some(({ text }) => text.startsWith('**Budget**')));
});

import { expect, it } from 'vitest';
import type { PressAnswer } from '../../../src/core/desk.ts';
import { approvalNotes } from '../../../src/core/views/approval-wording.ts';
import type { ApprovalMessage, Mention } from '../../../src/core/views/message.ts';
import type { Answer, ShownModal } from '../../../src/sandbox/discord/person/answer.ts';
import type { Act } from './recording-desk.ts';
import { approvalOf, EDIT } from './sample.ts';
import { placeIn, type Scene, scene, until } from './scene.ts';

const OPENING = { nonce: 'opening-of-a-thread', mayExist: false, line: ['Make it dusk'] };
const REASON: PressAnswer = { kind: 'ask', form: approvalNotes.reasonForm('decline', EDIT) };

function messageOf(answer: Answer) {
  if (!('message' in answer)) throw new Error(`there is no message but ${answer.kind}`);
  return answer.message;
}

function modalOf(answer: Answer): ShownModal {
  if (answer.kind !== 'modal') throw new Error(`there is no form but ${answer.kind}`);
  return answer.modal;
}

/** A thread in #campaign-x with the card of an edit that needs an approval. */
async function ask({ discord, bot }: Scene, change: Partial<ApprovalMessage> = {}) {
  const thread = await bot.openThread(placeIn(discord), OPENING);
  const place = { ...placeIn(discord), thread };
  const message = approvalOf({ edit: EDIT, ...change });
  const card = await bot.post(place, { message, nonce: 'approval', mayExist: false });
  return { place, card, shown: () => discord.message(card) };
}

/** Asks for a reason where there is none, and accepts one, from somebody with the role "Budget". */
function budgetDecides({ discord, bot }: Scene) {
  return async (act: Act): Promise<PressAnswer> => {
    const may = await bot.mayApprove(placeIn(discord), act.person, [discord.role('Budget').id]);
    if (!may) return { kind: 'note', line: ['Only approvers decide this.'] };
    if (!('answers' in act)) return REASON;
    if (act.answers.texts['reason']) return { kind: 'done' };
    const form = approvalNotes.reasonForm('decline', EDIT);
    return { kind: 'problems', problems: [approvalNotes.fewWords()], form };
  };
}

it('asks in one card that notifies the approvers and nobody else', async () => {
  const stage = await scene();
  const { discord, bot } = stage;
  const [dana, mara] = [discord.person('Dana'), discord.person('Mara')];
  const budget = discord.role('Budget').id;
  const approvers: readonly Mention[] = await bot.approvers(placeIn(discord), [dana.id, budget]);
  const { shown } = await ask(stage, {
    heading: ['This edit needs an approval ·', ...approvers.flatMap((mention) => [' ', mention])],
    title: `@everyone <@${mara.id}> look`,
    lines: [['Asked by ', { person: mara.id }]],
  });
  expect(shown()?.mentions).toEqual({ userIds: [dana.id], roleIds: [budget], everyone: false });
  expect(shown()?.text.split('\n')).toEqual([
    `**This edit needs an approval · <@${dana.id}> <@&${budget}>**`,
    `> @\u200beveryone <\u200b@${mara.id}\\> look`,
    '$3.60 · 10 s · final, Kling O3 Pro',
    'Team, November · $248.00 of $250.00 → **over by $1.60**',
    '\\#campaign-x, week · $31.20 of $60.00 → $25.20 left',
    `Asked by <@${mara.id}>`,
  ]);
});

it('says in the same message who decided, without its buttons and without calling anybody', async () => {
  const stage = await scene();
  const { discord, bot } = stage;
  const dana = discord.person('Dana').id;
  const { place, card, shown } = await ask(stage, {
    heading: ['This edit needs an approval · ', { person: dana }],
  });
  const decided = approvalOf({
    heading: ['This edit needed an approval'],
    caps: [],
    outcome: { tone: 'bad', line: ['Declined by ', { person: dana }, ' at Tue 11:20: “too dear”'] },
    buttons: [],
  });
  expect(await bot.update(place, card, decided, 'change')).toBe('shown');
  expect(shown()).toMatchObject({ buttons: [], mentions: { userIds: [], roleIds: [] } });
  expect(shown()?.text).toContain(`Declined by <@${dana}> at Tue 11:20: “too dear”`);
  expect(discord.messages(place.thread)).toHaveLength(1);
});

it('hands an approval to the desk and acknowledges it without a word', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage, {
    buttons: [{ action: 'approve', edit: EDIT, label: 'Approve', emphasis: 'primary' }],
  });
  const dana = discord.person('Dana');
  expect(await dana.press(card, 'Approve')).toMatchObject({ kind: 'deferred_update' });
  expect(desk.presses).toMatchObject([{ action: 'approve', edit: EDIT, person: dana.id }]);
  expect(desk.presses[0]).not.toHaveProperty('reason');
  expect(dana.ephemerals()).toEqual([]);
});

it('asks for the reason of a decline in a small form, which goes to the desk with its token', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage);
  const dana = discord.person('Dana');
  desk.answer = REASON;
  const form = modalOf(await dana.press(card, 'Decline…'));
  expect(form.form).toEqual({
    title: 'Decline this edit',
    custom_id: `recut-ask:reason:decline:${EDIT}`,
    components: [
      {
        type: 18,
        label: 'Why not?',
        component: { type: 4, custom_id: 'reason', style: 2, max_length: 300, required: true },
      },
    ],
  });
  desk.answer = { kind: 'done' };
  expect(await dana.submitModal(form, { reason: ' too dear ' })).toMatchObject({ kind: 'deferred_update' });
  const { team, channel } = placeIn(discord);
  expect(desk.sent).toEqual([
    {
      keys: [expect.stringMatching(/^discord:interaction:\d+$/)],
      token: `reason:decline:${EDIT}`,
      person: dana.id,
      place: { platform: 'discord', team, channel },
      answers: { texts: { reason: 'too dear' }, people: {}, files: {} },
    },
  ]);
  expect(desk.sent[0]?.keys).not.toEqual(desk.presses[0]?.keys);
});

it('takes the reason of an exception likewise, also when title and label are too long for Discord', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage);
  const asked = approvalNotes.reasonForm('exception', EDIT);
  const fields = asked.fields.map((field) => ({ ...field, label: 'Why may it break the cap? '.repeat(4) }));
  desk.answer = { kind: 'ask', form: { ...asked, title: 'Approve it as an exception '.repeat(4), fields } };
  const form = modalOf(await discord.person('Dana').press(card, 'Approve as exception…'));
  expect(form.customId).toBe(`recut-ask:reason:exception:${EDIT}`);
  desk.answer = { kind: 'note', line: ['Somebody else approved this already.'] };
  const told = await discord.person('Dana').submitModal(form, { reason: 'it airs tonight' });
  expect(told).toMatchObject({ kind: 'message', ephemeral: true });
  expect(messageOf(told).content).toBe('Somebody else approved this already.');
  expect(desk.sent[0]?.answers.texts).toEqual({ reason: 'it airs tonight' });
});

it('asks no reason of somebody who may not decide', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage);
  desk.answer = budgetDecides(stage);
  const told = await discord.person('Mara').press(card, 'Decline…');
  expect(told).toMatchObject({ kind: 'message', ephemeral: true });
  expect(messageOf(told).content).toBe('Only approvers decide this.');
});

it('notices that a role was taken away while its owner typed a reason', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage);
  desk.answer = budgetDecides(stage);
  const lee = discord.person('Lee');
  const form = modalOf(await lee.press(card, 'Decline…'));
  discord.setRoles('Lee', ['Editors']);
  expect(messageOf(await lee.submitModal(form, { reason: 'no' })).content).toBe(
    'Only approvers decide this.',
  );
  discord.setRoles('Lee', ['Budget']);
  expect(await lee.submitModal(form, { reason: 'no' })).toMatchObject({ kind: 'deferred_update' });
});

it('says so in time when Discord does not say who may decide, and gives back what was typed', async () => {
  const stage = await scene();
  const { discord, desk, log } = stage;
  const { card } = await ask(stage);
  desk.answer = budgetDecides(stage);
  const dana = discord.person('Dana');
  const form = modalOf(await dana.press(card, 'Decline…'));
  const silent =
    'Discord did not say whether you may do this, so nothing was done. Please try again in a moment.';
  for (const [act, said] of [
    [() => dana.press(card, 'Decline…'), silent],
    [() => dana.submitModal(form, { reason: 'too *dear*' }), `${silent}\n> too \\*dear\\*`],
  ] as const) {
    discord.faults.add(/\/members\//, { kind: 'hang' });
    const told = await act();
    expect(told).toMatchObject({ kind: 'message', ephemeral: true });
    expect(messageOf(told).content).toBe(said);
  }
  expect(log.join('')).not.toContain('dear');
});

it('says so when a decision could not be saved, and gives back what was typed', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage);
  desk.answer = REASON;
  const form = modalOf(await discord.person('Dana').press(card, 'Decline…'));
  desk.isAway = true;
  const told = messageOf(await discord.person('Dana').submitModal(form, { reason: 'too dear' }));
  expect(told.content).toMatch(/could not save this.*\n> too dear$/);
});

it('asks again where a reason is only blank', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage);
  desk.answer = budgetDecides(stage);
  const dana = discord.person('Dana');
  const form = modalOf(await dana.press(card, 'Decline…'));
  const told = messageOf(await dana.submitModal(form, { reason: '   ' }));
  expect(told.content).toBe('A few words are needed here.');
  expect(told.buttons).toMatchObject([{ label: 'Change it' }]);
  const again = modalOf(await dana.press(told.id, 'Change it'));
  expect(await dana.submitModal(again, { reason: 'too dear' })).toMatchObject({ kind: 'deferred_update' });
  expect(desk.sent.at(-1)).toMatchObject({
    token: `reason:decline:${EDIT}`,
    answers: { texts: { reason: 'too dear' } },
  });
});

it('lets nobody wait: when the desk is late, its answer comes afterwards, and a form by a button', async () => {
  const stage = await scene();
  const { discord, desk } = stage;
  const { card } = await ask(stage);
  const cases = [
    ['Dana', { kind: 'note', line: ['Approved already.'] }, 'Approved already.', []],
    ['Lee', { kind: 'done' }, 'Done.', []],
    ['Mara', REASON, 'There is a form to fill in before this is done.', ['Open the form']],
  ] as const;
  const answers = new Map(cases.map(([name, answer]) => [discord.person(name).id, answer]));
  const { promise, resolve } = Promise.withResolvers<void>();
  desk.answer = ({ person }) => promise.then(() => answers.get(person) ?? REASON);
  const first = await Promise.all(cases.map(([name]) => discord.person(name).press(card, 'Decline…')));
  for (const answer of first) expect(answer).toMatchObject({ kind: 'deferred', ephemeral: true });
  resolve();
  for (const [name, , said, buttons] of cases) {
    const told = await until(() =>
      discord
        .person(name)
        .ephemerals()
        .find(({ loading }) => !loading),
    );
    expect(told.content).toBe(said);
    expect(told.buttons.map(({ label }) => label)).toEqual(buttons);
  }
});

import { expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { place, type Scene, type SceneOptions, scene } from './workspace.ts';

const APPROVERS = 'S0APPROVERS';

/** A workspace whose time the test moves, and what the bot says about its people. */
async function office(options: SceneOptions = {}) {
  const time = { now: Date.now() };
  const here = await scene({ ...options, start: false, bot: { clock: { now: () => time.now } } });
  const mayApprove = (name: string, named: readonly string[] = []) =>
    here.bot.mayApprove(place(here.slack), idOf(here, name), named);
  const approvers = (named: readonly string[] = []) => here.bot.approvers(place(here.slack), named);
  return { ...here, time, mayApprove, approvers };
}

function idOf({ slack }: Scene, name: string): string {
  return name === 'Recut' ? slack.bot.userId : slack.person(name).id;
}

test('where nobody is named, admins and owners approve, and nobody else', async () => {
  const { slack, mayApprove } = await office();
  slack.addPerson('Olga', { isOwner: true });
  expect(await mayApprove('Dana')).toBe(true);
  expect(await mayApprove('Olga')).toBe(true);
  expect(await mayApprove('Lee')).toBe(false);
});

test('where somebody is named, an admin who is not may not', async () => {
  const here = await office();
  const named = [idOf(here, 'Noor')];
  expect(await here.mayApprove('Noor', named)).toBe(true);
  expect(await here.mayApprove('Dana', named)).toBe(false);
});

test('the members of a named user group approve', async () => {
  const { mayApprove } = await office();
  expect(await mayApprove('Lee', [APPROVERS])).toBe(true);
  expect(await mayApprove('Noor', [APPROVERS])).toBe(false);
});

test('ids of another platform name nobody here, and do not hand the decision to the admins', async () => {
  const { mayApprove, approvers } = await office();
  const role = '1176543210987654321';
  expect(await mayApprove('Dana', [role])).toBe(false);
  expect(await approvers([role])).toEqual([]);
});

test.each([
  ['a bot', 'Recut', {}],
  ['somebody who was deactivated', 'Lee', { isDeactivated: true }],
])('%s never approves, named or not', async (_, name, traits) => {
  const here = await office();
  if (name !== 'Recut') here.slack.changePerson(name, { isAdmin: true, ...traits });
  expect(await here.mayApprove(name)).toBe(false);
  expect(await here.mayApprove(name, [idOf(here, name)])).toBe(false);
  if (name === 'Lee') expect(await here.mayApprove(name, [APPROVERS])).toBe(false);
});

test('an admin of another workspace, in a channel shared with it, is no admin here', async () => {
  const { slack, mayApprove, approvers } = await office();
  const guest = slack.addPerson('Gus', { isAdmin: true, homeTeam: 'T0ELSEWHERE' });
  expect(await mayApprove('Gus')).toBe(false);
  expect(await approvers()).not.toContainEqual({ person: guest.id });
});

test('somebody who stops being an admin may not approve from that moment on', async () => {
  const { slack, mayApprove } = await office();
  expect(await mayApprove('Dana')).toBe(true);
  slack.changePerson('Dana', { isAdmin: false });
  expect(await mayApprove('Dana')).toBe(false);
});

test('whoever leaves a group, or joins it, is known to have done so 20 seconds later', async () => {
  const here = await office();
  const { slack, time, mayApprove } = here;
  expect(await mayApprove('Lee', [APPROVERS])).toBe(true);
  slack.changeGroup('approvers', [idOf(here, 'Noor')]);
  time.now += 20_000;
  expect(await mayApprove('Lee', [APPROVERS])).toBe(false);
  expect(await mayApprove('Noor', [APPROVERS])).toBe(true);
});

test('a burst of presses asks for the members of a group once, and for each person anew', async () => {
  const { slack, mayApprove } = await office();
  await Promise.all(['Lee', 'Noor', 'Dana', 'Mara'].map((name) => mayApprove(name, [APPROVERS])));
  expect(slack.calls.count('usergroups.users.list')).toBe(1);
  expect(slack.calls.count('users.info')).toBe(4);
});

const limited: Fault = { kind: 'rate_limited', retryAfterSeconds: 9 };
const refused: Fault = { kind: 'status', status: 200, body: '{"ok":false,"error":"missing_scope"}' };

test.each([
  ['users.info', limited, 'rate_limited'],
  ['users.info', { kind: 'reset' } as const, 'unreachable'],
  ['users.info', { kind: 'status', status: 200, body: '{"ok":true}' } as const, 'unreachable'],
  ['usergroups.users.list', limited, 'rate_limited'],
  ['usergroups.users.list', refused, 'not_allowed'],
  ['usergroups.users.list', { kind: 'status', status: 200, body: '{"ok":true}' } as const, 'unreachable'],
])('when %s fails, that is an error and never a yes', async (method, fault, code) => {
  const { slack, mayApprove } = await office();
  slack.faults.add(method, fault);
  await expect(mayApprove('Lee', [APPROVERS])).rejects.toMatchObject({ name: 'ScreenError', code });
  expect(await mayApprove('Lee', [APPROVERS])).toBe(true);
});

test('a group that is no more is an error for whom no other name lets in', async () => {
  const here = await office();
  const named = ['S0GONE', APPROVERS, idOf(here, 'Noor')];
  expect(await here.mayApprove('Lee', named)).toBe(true);
  expect(await here.mayApprove('Noor', named)).toBe(true);
  await expect(here.mayApprove('Mara', named)).rejects.toMatchObject({ code: 'refused' });
});

test('a card calls whom was named, people and groups, each once and in that order', async () => {
  const here = await office();
  const noor = idOf(here, 'Noor');
  expect(await here.approvers([APPROVERS, noor, APPROVERS])).toEqual([
    { group: APPROVERS },
    { person: noor },
  ]);
  expect(here.slack.calls.list()).toEqual([]);
});

test('where nobody is named it calls the admins, at most ten, and asks Slack again after five minutes', async () => {
  const here = await office();
  const { slack, time, approvers } = here;
  expect(await approvers()).toEqual([{ person: idOf(here, 'Dana') }]);
  for (let index = 0; index < 12; index += 1) slack.addPerson(`Admin ${index}`, { isAdmin: true });
  expect(await approvers()).toHaveLength(1);
  time.now += 5 * 60_000;
  expect(await approvers()).toHaveLength(10);
  expect(slack.calls.count('users.list')).toBe(2);
});

test('admins are found on later pages of the list too', async () => {
  const here = await office();
  here.slack.changePerson('Dana', { isAdmin: false });
  for (let index = 0; index < 210; index += 1) here.slack.addPerson(`Person ${index}`);
  const zoe = here.slack.addPerson('Zoe', { isAdmin: true });
  expect(await here.approvers()).toEqual([{ person: zoe.id }]);
  expect(here.slack.calls.list('users.list').map(({ args }) => Number(args['limit']))).toEqual([200, 200]);
});

test('a list without an end is given up after ten pages', async () => {
  const { slack, approvers } = await office();
  const body = '{"ok":true,"members":[],"response_metadata":{"next_cursor":"bmV4dDoyMDA="}}';
  slack.faults.add('users.list', { kind: 'status', status: 200, body }, 12);
  expect(await approvers()).toEqual([]);
  const untouched = [slack.faults.take('users.list'), slack.faults.take('users.list')];
  expect([...untouched, slack.faults.take('users.list')].map((fault) => fault?.kind)).toEqual([
    'status',
    'status',
    undefined,
  ]);
});

test('admins that cannot be listed are an error, which is not remembered', async () => {
  const { slack, approvers } = await office();
  slack.faults.add('users.list', limited);
  await expect(approvers()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 9_000 });
  expect(await approvers()).toHaveLength(1);
});

test('in a direct message nobody is called: the approvers do not see it', async () => {
  const { bot, slack } = await office();
  const direct = { ...place(slack), channel: slack.person('Mara').direct };
  expect(await bot.approvers(direct, [APPROVERS])).toEqual([]);
});

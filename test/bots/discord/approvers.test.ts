import { expect, it } from 'vitest';
import { bits } from '../../../src/sandbox/discord/world/permissions.ts';
import { placeIn, type Scene, scene, until } from './scene.ts';

const GUILD = 'GET /guilds/:guild';
const MEMBER = 'GET /guilds/:guild/members/:user';

/** Whether the person may approve in #campaign-x. */
function mayApprove({ discord, bot }: Scene, person: string, named: readonly string[] = []) {
  return bot.mayApprove(placeIn(discord), discord.person(person).id, named);
}

it('lets the owner approve where nobody is named, and nobody by default', async () => {
  const stage = await scene();
  expect(await mayApprove(stage, 'Dana')).toBe(true);
  expect(await mayApprove(stage, 'Mara')).toBe(false);
  expect(await mayApprove(stage, 'Lee')).toBe(false);
});

it.each(['ADMINISTRATOR', 'MANAGE_GUILD'] as const)('lets members with %s approve', async (permission) => {
  const stage = await scene();
  const { discord } = stage;
  discord.addRole('Producers', { permissions: [permission] });
  discord.setRoles('Lee', ['Editors', 'Producers']);
  expect(await mayApprove(stage, 'Lee')).toBe(true);
  expect(await mayApprove(stage, 'Mara')).toBe(false);
});

it('lets those who are named approve, by themselves or by a role, and then not even the owner', async () => {
  const stage = await scene();
  const { discord } = stage;
  discord.addRole('Admins', { permissions: ['ADMINISTRATOR'] });
  discord.addPerson('Kim', { roles: ['Admins'] });
  const named = [discord.person('Mara').id, discord.role('Editors').id];
  expect(await mayApprove(stage, 'Mara', named)).toBe(true);
  expect(await mayApprove(stage, 'Lee', named)).toBe(true);
  expect(await mayApprove(stage, 'Dana', named)).toBe(false);
  expect(await mayApprove(stage, 'Kim', named)).toBe(false);
});

it('takes nobody for named by an id of another platform, or by the role that everybody has', async () => {
  const stage = await scene();
  const { discord } = stage;
  expect(await mayApprove(stage, 'Dana', ['U123', 'S456'])).toBe(false);
  expect(await mayApprove(stage, 'Mara', [discord.guildId])).toBe(false);
});

it('notices between two clicks that a role was taken away', async () => {
  const stage = await scene();
  const { discord } = stage;
  const named = [discord.role('Budget').id];
  expect(await mayApprove(stage, 'Lee', named)).toBe(true);
  discord.setRoles('Lee', ['Editors']);
  expect(await mayApprove(stage, 'Lee', named)).toBe(false);
  discord.addRole('Admins', { permissions: ['ADMINISTRATOR'] });
  discord.setRoles('Lee', ['Admins']);
  expect(await mayApprove(stage, 'Lee')).toBe(true);
  discord.setRoles('Lee', []);
  expect(await mayApprove(stage, 'Lee')).toBe(false);
});

it('never lets a bot approve, nor somebody who is not in the server', async () => {
  const { discord, bot } = await scene();
  const stranger = '100000000000000042';
  for (const person of [discord.botUserId, stranger])
    expect(await bot.mayApprove(placeIn(discord), person, [person])).toBe(false);
});

it('lets only people who are named approve in direct messages', async () => {
  const { discord, bot } = await scene();
  const [dana, mara] = [discord.person('Dana'), discord.person('Mara')];
  const { channelId } = await dana.dm({ text: 'hello' });
  const place = placeIn(discord, { team: '@me', channel: channelId, thread: channelId });
  expect(await bot.mayApprove(place, dana.id, [])).toBe(false);
  expect(await bot.mayApprove(place, dana.id, [discord.role('Budget').id])).toBe(false);
  expect(await bot.mayApprove(place, dana.id, [dana.id])).toBe(true);
  expect(await bot.approvers(place, [dana.id, mara.id])).toEqual([{ person: dana.id }]);
});

it.each([
  ['not at all', { kind: 'hang' }, 'unreachable'],
  ['by an error', { kind: 'status', status: 503 }, 'unreachable'],
  ['in a form nobody knows', { kind: 'malformed' }, 'unreachable'],
  ['that it is too much', { kind: 'rate_limited', retryAfterSeconds: 5 }, 'unreachable'],
  [
    'that the bot may not know',
    { kind: 'status', status: 403, body: '{"code":50001,"message":"Missing Access"}' },
    'not_allowed',
  ],
] as const)('never takes it for a yes when Discord answers %s', async (_how, fault, code) => {
  const stage = await scene();
  for (const [route, named] of [
    [/^GET \/guilds\/\d+$/, []],
    [/^GET .*\/members\//, [stage.discord.person('Dana').id]],
  ] as const) {
    stage.discord.faults.add(route, fault, 2);
    const asked = Date.now();
    await expect(mayApprove(stage, 'Dana', named)).rejects.toMatchObject({ code });
    expect(Date.now() - asked).toBeLessThan(3000);
    stage.discord.faults.clear();
  }
});

it('calls the people and roles that are named, without what is no id of Discord and without everybody', async () => {
  const { discord, bot } = await scene();
  const mara = discord.person('Mara').id;
  const budget = discord.role('Budget').id;
  const named = [mara, 'U123', budget, discord.guildId, mara];
  expect(await bot.approvers(placeIn(discord), named)).toEqual([{ person: mara }, { group: budget }]);
  expect(await bot.approvers(placeIn(discord), ['U123'])).toEqual([]);
});

it('calls the owner and the highest roles of people that lead where nobody is named, five at most', async () => {
  const { discord, bot } = await scene();
  const roles = Array.from({ length: 7 }, (_, n) =>
    discord.addRole(`Lead ${n}`, { permissions: [n % 2 ? 'ADMINISTRATOR' : 'MANAGE_GUILD'] }),
  );
  discord.addRole('Helper', { permissions: ['ADMINISTRATOR'], botId: '100000000000000077' });
  const highest = roles.toReversed().slice(0, 5);
  expect(await bot.approvers(placeIn(discord), [])).toEqual([
    { person: discord.person('Dana').id },
    ...highest.map(({ id }) => ({ group: id })),
  ]);
});

it('lets everybody approve where everybody manages the server, and does not call them all', async () => {
  const stage = await scene();
  const { discord, bot } = stage;
  const everybody = discord.role('@everyone');
  discord.world.roles.set(everybody.id, { ...everybody, permissions: bits('MANAGE_GUILD') });
  expect(await mayApprove(stage, 'Mara')).toBe(true);
  expect(await bot.approvers(placeIn(discord), [])).toEqual([{ person: discord.person('Dana').id }]);
});

it('asks Discord whom to call once in a while, and who may approve each time', async () => {
  const stage = await scene();
  const { discord, bot } = stage;
  discord.faults.add(/^GET \/guilds/, { kind: 'status', status: 503 }, 2);
  await expect(bot.approvers(placeIn(discord), [])).rejects.toMatchObject({ code: 'unreachable' });
  for (let n = 0; n < 3; n += 1) {
    await bot.approvers(placeIn(discord), []);
    await mayApprove(stage, 'Dana');
  }
  expect([discord.calls.count(GUILD), discord.calls.count(MEMBER)]).toEqual([4, 3]);
  const gone = placeIn(discord, { team: '100000000000000042' });
  await expect(bot.approvers(gone, [])).rejects.toMatchObject({ code: 'gone' });
});

it('says in the log which roles Discord will not notify', async () => {
  const { discord, bot, log } = await scene();
  const loud = discord.role('Editors').id;
  const silent = discord.addRole('Producers', { mentionable: false }).id;
  await bot.approvers(placeIn(discord), [loud, silent]);
  const line = await until(() => log.find((each) => each.includes('notified by these roles')));
  expect(JSON.parse(line)).toMatchObject({ server: discord.guildId, roles: [silent] });
});

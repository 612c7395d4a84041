import { Refusal } from '../refusal.ts';
import { botShape, botUserShape, userShape } from '../shapes/user.ts';
import { flag, text, whole } from './arguments.ts';
import { method } from './method.ts';
import { pageOf } from './page.ts';

const authTest = method({
  name: 'auth.test',
  args: {},
  run: (_args, { team, bot, baseUrl }) => ({
    url: `${baseUrl}/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  }),
});

const teamInfo = method({
  name: 'team.info',
  scopes: ['team:read'],
  args: { team: text.optional() },
  ignored: ['domain'],
  run: (args, { team }) => {
    if (args.team && args.team !== team.id) throw new Refusal('team_not_found');
    return { team: { ...team, email_domain: '', icon: { image_default: true } } };
  },
});

const botsInfo = method({
  name: 'bots.info',
  scopes: ['users:read'],
  args: { bot: text.optional() },

  run: (args, { bot, team }) => {
    if (args.bot !== bot.botId) throw new Refusal('bot_not_found');
    return { bot: botShape(bot, team) };
  },
});

const usersInfo = method({
  name: 'users.info',
  scopes: ['users:read'],
  args: { user: text, include_locale: flag.default(false) },
  run: (args, { bot, people, team, now }) => {
    if (args.user === bot.userId) return { user: botUserShape(bot, team, now()) };
    const person = people.get(args.user);
    if (!person) throw new Refusal('user_not_found');
    return { user: userShape(person, team, now(), args.include_locale) };
  },
});

const usersList = method({
  name: 'users.list',
  scopes: ['users:read'],
  args: { cursor: text.optional(), limit: whole.default(0), include_locale: flag.default(false) },

  run: (args, { bot, people, team, now }) => {
    const members = [...people.values()].map((person) => userShape(person, team, now(), args.include_locale));
    const page = pageOf([...members, botUserShape(bot, team, now())], args.limit || 1000, args.cursor);
    return { members: page.items, cache_ts: now(), response_metadata: { next_cursor: page.nextCursor } };
  },
});

const groupsList = method({
  name: 'usergroups.list',
  scopes: ['usergroups:read'],
  args: { include_users: flag.optional(), include_count: flag.optional() },
  ignored: ['include_disabled'],
  run: (args, { groups, team }) => ({
    usergroups: groups.map(({ id, name, handle, members }) => ({
      id,
      team_id: team.id,
      is_usergroup: true,
      name,
      handle,
      description: '',
      is_external: false,
      date_create: 1_763_700_000,
      date_update: 1_763_700_000,
      date_delete: 0,
      auto_type: null,
      prefs: { channels: [], groups: [] },
      ...(args.include_users ? { users: members } : {}),
      ...(args.include_count ? { user_count: String(members.length) } : {}),
    })),
  }),
});

const groupMembers = method({
  name: 'usergroups.users.list',
  scopes: ['usergroups:read'],
  args: { usergroup: text },
  ignored: ['include_disabled'],
  run: (args, { groups }) => {
    const group = groups.find(({ id }) => id === args.usergroup);
    if (!group) throw new Refusal('no_such_subteam');
    return { users: group.members };
  },
});

export const peopleMethods = [authTest, teamInfo, botsInfo, usersInfo, usersList, groupsList, groupMembers];

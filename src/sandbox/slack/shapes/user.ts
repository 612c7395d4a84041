import type { JsonObject } from '../json.ts';
import type { BotIdentity, Member, Team } from '../people.ts';

/** A person as `users.info` answers. */
export function userShape(member: Member, team: Team, now: number, includeLocale: boolean): JsonObject {
  return {
    ...anyUser(member, team, member.timeZone, now),
    team_id: member.homeTeam ?? team.id,
    deleted: member.isDeactivated,
    is_stranger: member.homeTeam !== null,
    is_admin: member.isAdmin,
    is_owner: member.isOwner,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 1_763_700_000,
    ...(includeLocale ? { locale: member.locale } : {}),
  };
}

/** The bot's user as `users.info` answers. */
export function botUserShape(bot: BotIdentity, team: Team, now: number): JsonObject {
  const user = anyUser(
    { id: bot.userId, name: bot.name, realName: bot.realName },
    team,
    'America/Los_Angeles',
    now,
  );
  return {
    ...user,
    is_admin: false,
    is_owner: false,
    is_bot: true,
    is_app_user: false,
    updated: 1_763_700_000,
  };
}

/** The bot as `bots.info` answers, and as its messages carry it. */
export function botShape(bot: BotIdentity, team: Team): JsonObject {
  return {
    id: bot.botId,
    deleted: false,
    name: bot.realName,
    updated: 1_763_700_000,
    app_id: bot.appId,
    user_id: bot.userId,
    team_id: team.id,
    icons: {},
  };
}

function anyUser(
  who: { id: string; name: string; realName: string },
  team: Team,
  timeZone: string,
  now: number,
): JsonObject {
  return {
    id: who.id,
    team_id: team.id,
    name: who.name,
    deleted: false,
    color: '9f69e7',
    real_name: who.realName,
    tz: timeZone,
    tz_label: zoneName(timeZone, now),
    tz_offset: offsetSeconds(timeZone, now),
    profile: {
      real_name: who.realName,
      real_name_normalized: who.realName,
      display_name: who.realName,
      display_name_normalized: who.realName,
      team: team.id,
    },
  };
}

function zoneName(timeZone: string, now: number): string {
  return zonePart(timeZone, now, 'long');
}

function offsetSeconds(timeZone: string, now: number): number {
  const [, sign, hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):?(\d+)?/.exec(zonePart(timeZone, now, 'longOffset')) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function zonePart(timeZone: string, now: number, timeZoneName: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

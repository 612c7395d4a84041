/** A member of the workspace. */
export interface Member {
  /** `U…` */
  readonly id: string;
  /** The handle, such as `mara`. */
  readonly name: string;
  /** The name people see, such as `Mara`. */
  readonly realName: string;
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  readonly isDeactivated: boolean;
  /** Of somebody in a shared channel: the workspace they are at home in, where they may be an admin. */
  readonly homeTeam: string | null;
  /** IANA name. */
  readonly timeZone: string;
  readonly locale: string;
}

/** The people a fresh workspace starts with: one asks, one administers, one approves, one is far away. */
export const founders: readonly Member[] = [
  member('U0MARA00001', 'Mara', { timeZone: 'Europe/Berlin' }),
  member('U0DANA00001', 'Dana', { isAdmin: true, timeZone: 'America/New_York' }),
  member('U0LEE000001', 'Lee', { timeZone: 'Asia/Seoul', locale: 'en-GB' }),
  member('U0NOOR00001', 'Noor', { timeZone: 'America/Los_Angeles' }),
];

/** Who may be left out when a member is described. */
export type MemberTraits = Partial<Omit<Member, 'id' | 'name' | 'realName'>>;

export function member(id: string, realName: string, traits: MemberTraits = {}): Member {
  return {
    id,
    name: realName.toLowerCase(),
    realName,
    isAdmin: false,
    isOwner: false,
    isDeactivated: false,
    homeTeam: null,
    timeZone: 'Europe/Berlin',
    locale: 'en-US',
    ...traits,
  };
}

/** A Slack user group, such as `@approvers`. */
export interface UserGroup {
  /** `S…` */
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly members: readonly string[];
}

export const foundingGroups: readonly UserGroup[] = [
  { id: 'S0APPROVERS', handle: 'approvers', name: 'Approvers', members: ['U0DANA00001', 'U0LEE000001'] },
];

/** The installed app and its bot user. */
export interface BotIdentity {
  readonly userId: string;
  readonly botId: string;
  readonly appId: string;
  readonly name: string;
  readonly realName: string;
}

export const recutBot: BotIdentity = {
  userId: 'U0RECUT0001',
  botId: 'B0RECUT0001',
  appId: 'A0RECUT0001',
  name: 'recut',
  realName: 'Recut',
};

/** The workspace itself. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

export const sandboxTeam: Team = { id: 'T0SANDBOX01', name: 'Recut sandbox', domain: 'recut-sandbox' };

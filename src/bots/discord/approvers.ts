import type { Logger } from 'pino';
import type { Clock, Millis } from '../../core/clock.ts';
import type { Place } from '../../core/edit/edit.ts';
import type { Mention } from '../../core/views/message.ts';
import { ScreenError } from '../../core/views/screen.ts';
import type { Channels } from './channels.ts';
import { within } from './deadline.ts';
import type { Guild, Guilds } from './guilds.ts';
import { leadersOf, leads } from './leaders.ts';
import { isDirect } from './place.ts';
import { isSnowflake } from './snowflake.ts';

/** A press waits for this, and must be answered within three seconds in all. */
const PATIENCE_MS = 1500;
/** How old the names in a card may be. */
const CALLED_FOR_MS = 5 * 60_000;

interface ApproversOptions {
  guilds: Guilds;
  channels: Channels;
  clock: Clock;
  logger: Logger;
}

/** Who decides about quotes. Every method rejects with a ScreenError. */
export class Approvers {
  readonly #guilds: Guilds;
  readonly #channels: Channels;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #called = new Map<string, { mentions: readonly Mention[]; until: Millis }>();

  constructor({ guilds, channels, clock, logger }: ApproversOptions) {
    this.#guilds = guilds;
    this.#channels = channels;
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * Whether this person may approve: somebody named, a member with a role that is named, or one of those who lead the
   * server where nobody is named. Bots never may. In direct messages nobody leads, so only people who are named may.
   * Rejects with `unreachable` where Discord does not say so in time.
   */
  async mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean> {
    if (isDirect(place)) return named.includes(person);
    return within(PATIENCE_MS, this.#mayApproveIn(place.team, person, named), () => {
      throw new ScreenError('unreachable', 'Discord did not say in time who may approve.');
    });
  }

  async #mayApproveIn(server: string, person: string, named: readonly string[]): Promise<boolean> {
    const [member, guild] = await Promise.all([
      this.#guilds.member(server, person, PATIENCE_MS),
      named.length === 0 ? this.#guilds.guild(server, PATIENCE_MS) : null,
    ]);
    if (!member || member.user.bot) return false;
    if (guild) return leads(guild, member);
    return [person, ...member.roles].some((id) => named.includes(id));
  }

  /** Whom to call. An id that is no role of the server is taken for a person's. */
  async approvers(place: Place, named: readonly string[]): Promise<readonly Mention[]> {
    const key = [isDirect(place) ? place.channel : place.team, ...named].join();
    const known = this.#called.get(key);
    if (known && known.until > this.#clock.now()) return known.mentions;
    const mentions = isDirect(place)
      ? await this.#inDirect(place, named)
      : await this.#inServer(place, named);
    this.#forgetOld();
    this.#called.set(key, { mentions, until: this.#clock.now() + CALLED_FOR_MS });
    return mentions;
  }

  /** Nobody else could be reached in there. */
  async #inDirect({ channel }: Place, named: readonly string[]): Promise<Mention[]> {
    const recipients = await this.#channels.recipients(channel);
    return recipients.filter((id) => named.includes(id)).map((person) => ({ person }));
  }

  async #inServer({ team }: Place, named: readonly string[]): Promise<Mention[]> {
    const guild = await this.#guilds.guild(team);
    const mentions = named.length > 0 ? namedIn(guild, named) : leadersOf(guild);
    this.#warnOfSilent(guild, mentions);
    return mentions;
  }

  /** Discord shows a mention of such a role and tells nobody, unless the bot may mention all roles. */
  #warnOfSilent({ id, roles }: Guild, mentions: readonly Mention[]): void {
    const called = new Set(mentions.flatMap((mention) => ('group' in mention ? mention.group : [])));
    const silent = roles.filter((role) => called.has(role.id) && !role.mentionable).map((role) => role.id);
    if (silent.length === 0) return;
    this.#logger.warn(
      { server: id, roles: silent },
      'approvers are notified by these roles only if anyone may @mention them, or the bot may mention all roles',
    );
  }

  #forgetOld(): void {
    for (const [key, { until }] of this.#called) if (until <= this.#clock.now()) this.#called.delete(key);
  }
}

/** The role that everybody has is left out: nobody has it by name, and it would call the whole server. */
function namedIn({ id: everybody, roles }: Guild, named: readonly string[]): Mention[] {
  const known = new Set(roles.map(({ id }) => id));
  return [...new Set(named)]
    .filter((id) => isSnowflake(id) && id !== everybody)
    .map((id) => (known.has(id) ? { group: id } : { person: id }));
}

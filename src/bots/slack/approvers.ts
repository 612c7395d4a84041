import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Place } from '../../core/edit/edit.ts';
import type { Mention } from '../../core/views/message.ts';
import { ScreenError } from '../../core/views/screen.ts';
import { isActivePerson, isAdminOf, type Member, member } from './member.ts';
import { namedApprovers } from './named-approvers.ts';
import { ShortMemory } from './short-memory.ts';
import { asked } from './slack-refusal.ts';
import type { SlackWeb } from './web-client.ts';

/** usergroups.users.list is Tier 2, 20 a minute: whoever left a group may still decide for so long. */
const GROUP_MS = 20_000;

/** users.list is Tier 2 as well. Whom a card calls decides nothing, so it may be older. */
const ADMINS_MS = 5 * 60_000;
const PAGE = 200;
/** Two thousand people; admins beyond them are not called, and may decide all the same. */
const MOST_PAGES = 10;
const MOST_ADMINS = 10;
/** So that a card stays within what Slack takes; those beyond them may decide all the same. */
const MOST_NAMED = 50;

/** Who decides on edits: the people and user groups that are named, or the admins where nobody is. */
export class Approvers {
  readonly #web: SlackWeb;
  readonly #groups: ShortMemory<readonly string[]>;
  readonly #admins: ShortMemory<readonly Mention[]>;

  constructor(web: SlackWeb, clock: Clock) {
    this.#web = web;
    this.#groups = new ShortMemory(clock, GROUP_MS);
    this.#admins = new ShortMemory(clock, ADMINS_MS);
  }

  /**
   * Asks Slack at each call, except for the members of a group, who are remembered for 20 s. Takes 2.5 s at most,
   * because the press of a button waits for it. Bots and deactivated people never may.
   * @throws ScreenError when Slack does not say; that is no yes
   */
  async mayApprove({ team }: Place, person: string, named: readonly string[]): Promise<boolean> {
    if (named.length === 0) return isAdminOf(team, await this.#look(person));
    const [who, isNamed] = await Promise.all([this.#look(person), this.#isAmong(named, person)]);
    return isNamed && isActivePerson(who);
  }

  /**
   * Whom a card calls. The admins may be five minutes old. Nobody in a direct message, which only its two sides see.
   * @throws ScreenError
   */
  async approvers({ team, channel }: Place, named: readonly string[]): Promise<readonly Mention[]> {
    if (channel.startsWith('D')) return [];
    if (named.length > 0) return namedApprovers(named).slice(0, MOST_NAMED);
    return this.#admins.get(team, () => this.#listAdmins(team));
  }

  async #look(person: string): Promise<Member> {
    const { user } = await asked('users.info', this.#web.prompt.users.info({ user: person }));
    const { data } = member.safeParse(user);
    if (!data) throw new ScreenError('unreachable', 'Slack answered users.info without the person');
    return data;
  }

  /** One group that has the person is enough; only without it does it count that another could not be read. */
  async #isAmong(named: readonly string[], person: string): Promise<boolean> {
    if (named.includes(person)) return true;
    const groups = namedApprovers(named).flatMap((mention) => ('group' in mention ? mention.group : []));
    const looks = await Promise.allSettled(groups.map((group) => this.#membersOf(group)));
    if (looks.some((look) => look.status === 'fulfilled' && look.value.includes(person))) return true;
    const failed = looks.find((look) => look.status === 'rejected');
    if (failed) throw failed.reason;
    return false;
  }

  #membersOf(usergroup: string): Promise<readonly string[]> {
    return this.#groups.get(usergroup, async () => {
      const call = this.#web.prompt.usergroups.users.list({ usergroup });
      const { data } = z.array(z.string()).safeParse((await asked('usergroups.users.list', call)).users);
      if (!data) throw new ScreenError('unreachable', 'Slack answered usergroups.users.list without people');
      return data;
    });
  }

  /** The first ten that are found, in the order of Slack's list. */
  async #listAdmins(team: string): Promise<readonly Mention[]> {
    const admins: Mention[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES && admins.length < MOST_ADMINS; page += 1) {
      const call = this.#web.patient.users.list({ limit: PAGE, ...(cursor ? { cursor } : {}) });
      const { members, response_metadata } = await asked('users.list', call);
      const people = (members ?? []).flatMap((entry) => member.safeParse(entry).data ?? []);
      admins.push(...people.filter((who) => isAdminOf(team, who)).map(({ id }) => ({ person: id })));
      cursor = response_metadata?.next_cursor;
      if (!cursor) break;
    }
    return admins.slice(0, MOST_ADMINS);
  }
}

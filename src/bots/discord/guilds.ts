import { RESTJSONErrorCodes as Code, Routes } from 'discord.js';
import { z } from 'zod';
import type { Api } from './api.ts';
import { isRefusal } from './refusal.ts';

const permissions = z.string().regex(/^\d+$/).transform(BigInt);

const role = z.object({
  id: z.string(),
  permissions,
  position: z.int(),
  /** Belongs to an integration, such as a bot. */
  managed: z.boolean(),
  /** Anybody may call its members. */
  mentionable: z.boolean(),
});

const guild = z.object({ id: z.string(), owner_id: z.string(), roles: z.array(role) });

const member = z.object({
  user: z.object({
    id: z.string(),
    bot: z.boolean().default(false),
    username: z.string().nullish(),
    global_name: z.string().nullish(),
  }),
  nick: z.string().nullish(),
  /** By their ids, without the one that everybody has: that one's id is the server's own. */
  roles: z.array(z.string()),
});

export type Guild = z.infer<typeof guild>;
export type Role = z.infer<typeof role>;
export type Member = z.infer<typeof member>;

/**
 * Servers and their members as they are now: the library's own copy of them may miss changes, as it does of members
 * without a privileged intent. Every method rejects with a ScreenError.
 */
export class Guilds {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async guild(id: string, deadlineMs?: number): Promise<Guild> {
    return this.#api.call(guild, 'get', Routes.guild(id), { deadlineMs });
  }

  /** What the server calls somebody; null for who is not in it. */
  async name(guildId: string, person: string): Promise<string | null> {
    const known = await this.member(guildId, person);
    return known && (known.nick || known.user.global_name || known.user.username || null);
  }

  /** Null for somebody who is not in the server. */
  async member(guildId: string, person: string, deadlineMs?: number): Promise<Member | null> {
    try {
      return await this.#api.call(member, 'get', Routes.guildMember(guildId, person), { deadlineMs });
    } catch (error) {
      if (isRefusal(error, Code.UnknownMember) || isRefusal(error, Code.UnknownUser)) return null;
      throw error;
    }
  }
}

import type { Client } from 'discord.js';
import type { Place } from '../../core/edit/edit.ts';
import { isDirect } from './place.ts';

/** Channels that are read at most for what was missed: those with the newest messages. */
export const MOST_CHANNELS = 200;

/** What Discord tells one connection, where several share the servers. */
export class Earshot {
  readonly #client: Client;
  readonly #shard: number;

  constructor(client: Client, shard: number) {
    this.#client = client;
    this.#shard = shard;
  }

  /** The bot's own id. */
  get self(): string | undefined {
    return this.#client.user?.id;
  }

  /** Whether what is written there is told to this connection. Direct messages are told to the first one. */
  covers(place: Pick<Place, 'team'>): boolean {
    return isDirect(place) ? this.#shard === 0 : this.#client.guilds.cache.has(place.team);
  }

  /** Channels and open threads in which something was written after this message, or after a time as one. */
  livelySince(after: string): { id: string; team: string }[] {
    const since = BigInt(after);
    return this.#client.channels.cache
      .map((channel) => ({
        id: channel.id,
        team: 'guildId' in channel ? channel.guildId : null,
        last: 'lastMessageId' in channel ? BigInt(channel.lastMessageId ?? 0) : 0n,
      }))
      .flatMap(({ id, team, last }) => (team !== null && last > since ? [{ id, team, last }] : []))
      .toSorted((one, other) => (one.last < other.last ? 1 : -1))
      .slice(0, MOST_CHANNELS);
  }
}

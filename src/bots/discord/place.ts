import type { Place } from '../../core/edit/edit.ts';

export const PLATFORM = 'discord';

/**
 * The team of direct messages: they belong to no server, so all of them count as one team of their own. The word is
 * the one that Discord's own addresses use (`discord.com/channels/@me/…`).
 */
const DIRECT = '@me';

/** Where something happened, as Discord tells it. */
export interface Spot {
  /** The server; null in direct messages. */
  guild: string | null;
  /** The channel or thread it happened in. */
  channel: string;
  /** The channel that a thread hangs in; null outside of threads. */
  parent: string | null;
  /** The message that asked, if any. */
  message: string | null;
}

/** In direct messages there are no threads: the conversation itself stands in for one. */
export function placeOf({ guild, channel, parent, message }: Spot): Place {
  const isThread = parent !== null || guild === null;
  return {
    platform: PLATFORM,
    team: guild ?? DIRECT,
    channel: parent ?? channel,
    thread: isThread ? channel : null,
    message,
  };
}

/** Whether somebody talks to the bot alone. */
export function isDirect({ team }: Pick<Place, 'team'>): boolean {
  return team === DIRECT;
}

/**
 * The channel or thread that holds the message that asked. A thread has the id of the message it was opened on, and
 * that one stands in the channel above.
 */
export function channelOfRequest(place: Place): string {
  return place.thread !== null && place.thread !== place.message ? place.thread : place.channel;
}

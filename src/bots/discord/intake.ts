import type { Ask } from '../../core/edit/ask.ts';
import { type ChatMessage, filesOf } from './chat-message.ts';
import { PLATFORM, placeOf } from './place.ts';
import { names, plainText } from './plain-text.ts';
import { messageUpload } from './upload-ref.ts';

/** Who the bot is where a message was written. */
export interface Self {
  id: string;
  /** Its own role in that server: people often pick it from the list when they mean the bot. */
  role: string | null;
}

const DEFAULT = 0;
const REPLY = 19;

/**
 * Whether a message asks for something: one that names the bot, or a direct message that brings a file or a link or
 * replies to something. All other talk is just talk, a reply that merely pings the bot included.
 */
export function isRequest(message: ChatMessage, self: Self): boolean {
  if (message.author.bot || message.webhook_id || message.author.id === self.id) return false;
  if (message.type !== DEFAULT && message.type !== REPLY) return false;
  return namesBot(message, self) || namesRole(message, self) || isDirectRequest(message);
}

/** Discord resolves mentions itself, so one inside of code counts for nothing; but it also counts replies with a ping. */
function namesBot({ mentions, content }: ChatMessage, { id: own }: Self): boolean {
  return mentions.some(({ id }) => id === own) && names(content, [own]);
}

export function namesRole({ mention_roles }: ChatMessage, { role }: Self): boolean {
  return role !== null && mention_roles.includes(role);
}

function isDirectRequest(message: ChatMessage): boolean {
  if (message.guild_id !== undefined) return false;
  return filesOf(message).length > 0 || message.type === REPLY || /https?:\/\//i.test(message.content);
}

/** The request in a message. `parent` is the channel above, when the message stands in a thread. */
export function askOf(message: ChatMessage, self: Self, parent: string | null): Ask {
  const at = { channel: message.channel_id, message: message.id };
  const people = new Map(message.mentions.map((person) => [person.id, nameOf(person)]));
  return {
    keys: [`${PLATFORM}:message:${message.id}`],
    place: placeOf({ ...at, guild: message.guild_id ?? null, parent }),
    person: message.author.id,
    text: plainText(message.content, { own: ownIds(self), people }),
    uploads: filesOf(message).map((file) => messageUpload(at, file)),
  };
}

function ownIds({ id, role }: Self): string[] {
  return role === null ? [id] : [id, role];
}

function nameOf({ member, global_name, username }: ChatMessage['mentions'][number]): string {
  return member?.nick ?? global_name ?? username;
}

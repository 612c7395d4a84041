import { type Attachment, attachmentObject } from '../cdn/attachments.ts';
import type { TopLevelComponent } from '../validate/components.ts';
import { threadObject } from './channels.ts';
import { componentObjects } from './component-objects.ts';
import { userObject } from './members.ts';
import type { Mentions } from './mentions.ts';
import { reactionObjects } from './reactions.ts';
import { isoTime, type Wire } from './wire.ts';
import type { World } from './world.ts';

export const MESSAGE_FLAG = {
  SUPPRESS_EMBEDS: 1 << 2,
  EPHEMERAL: 1 << 6,
  LOADING: 1 << 7,
  HAS_THREAD: 1 << 5,
  SUPPRESS_NOTIFICATIONS: 1 << 12,
  IS_COMPONENTS_V2: 1 << 15,
} as const;

/** Discord's message types, as far as the stand-in posts them. */
export const MESSAGE_TYPE = { default: 0, reply: 19, command: 20, contextMenu: 23 } as const;

/** What an author decides about a message. */
export interface MessageBody {
  content: string;
  embeds: readonly Wire[];
  components: readonly TopLevelComponent[];
  attachments: readonly Attachment[];
  flags: number;
  mentions: Mentions;
}

/** Where a message that answers an interaction comes from. */
export interface Origin {
  readonly interactionId: string;
  readonly interactionType: number;
  readonly userId: string;
  /** The command's name; undefined for buttons and forms. */
  readonly commandName: string | undefined;
  /** The message whose component was used. */
  readonly sourceMessageId: string | undefined;
  /** For a form's submission: the command or button that opened the form. */
  readonly openedBy: Origin | undefined;
}

/** An earlier state of a message, and until when it was shown. */
interface Version {
  readonly body: MessageBody;
  readonly until: number;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: number;
  body: MessageBody;
  readonly createdAt: number;
  editedAt: number | null;
  readonly versions: Version[];
  readonly repliesTo: { readonly channelId: string; readonly messageId: string } | undefined;
  readonly nonce: string | number | undefined;
  readonly origin: Origin | undefined;
  /** The only person who sees it, when it is ephemeral. */
  readonly onlyFor: string | undefined;
  /** Who reacted, by emoji. */
  readonly reactions: Map<string, Set<string>>;
}

export function hasFlag(message: Message, flag: keyof typeof MESSAGE_FLAG): boolean {
  return (message.body.flags & MESSAGE_FLAG[flag]) !== 0;
}

/** A message as the bot gets it, without the fields that only gateway events carry. */
export function messageObject(world: World, message: Message): Wire {
  const { body } = message;
  const thread = world.findThread(message.id);
  const original = message.repliesTo && world.messages.find(message.repliesTo.messageId);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: userObject(world.memberById(message.authorId)),
    content: body.content,
    embeds: body.embeds,
    components: componentObjects(body, world.links),
    attachments: body.attachments.map((attachment) => attachmentObject(attachment, world.links)),
    mentions: body.mentions.userIds.map((id) => userObject(world.memberById(id))),
    mention_roles: body.mentions.roleIds,
    mention_everyone: body.mentions.everyone,
    flags: body.flags | (thread ? MESSAGE_FLAG.HAS_THREAD : 0),
    timestamp: isoTime(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : isoTime(message.editedAt),
    pinned: false,
    tts: false,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.reactions.size === 0 ? {} : { reactions: reactionObjects(message, world.bot.id) }),
    ...(thread ? { thread: threadObject(world, thread) } : {}),
    ...(message.repliesTo ? { message_reference: reference(world, message.repliesTo) } : {}),
    ...(message.repliesTo ? { referenced_message: original ? withoutReply(world, original) : null } : {}),
    ...(message.origin ? originFields(world, message.origin, message.channelId) : {}),
  };
}

function reference(world: World, to: { channelId: string; messageId: string }): Wire {
  const guild = world.guildOf(world.channel(to.channelId));
  return {
    type: 0,
    channel_id: to.channelId,
    message_id: to.messageId,
    ...(guild ? { guild_id: guild.id } : {}),
  };
}

/** Discord resolves one level of replies, not the whole chain. */
function withoutReply(world: World, message: Message): Wire {
  return messageObject(world, { ...message, repliesTo: undefined });
}

function originFields(world: World, origin: Origin, channelId: string): Wire {
  const owner = world.guildOf(world.channel(channelId))?.id ?? world.guild.id;
  return {
    application_id: world.application.id,
    webhook_id: world.application.id,
    interaction_metadata: originMetadata(world, origin, owner),
    ...(origin.commandName === undefined
      ? {}
      : {
          interaction: {
            id: origin.interactionId,
            type: origin.interactionType,
            name: origin.commandName,
            user: userObject(world.memberById(origin.userId)),
          },
        }),
  };
}

function originMetadata(world: World, origin: Origin, owner: string): Wire {
  return {
    id: origin.interactionId,
    type: origin.interactionType,
    user: userObject(world.memberById(origin.userId)),
    authorizing_integration_owners: { '0': owner },
    ...(origin.sourceMessageId ? { interacted_message_id: origin.sourceMessageId } : {}),
    ...(origin.openedBy
      ? { triggering_interaction_metadata: originMetadata(world, origin.openedBy, owner) }
      : {}),
  };
}

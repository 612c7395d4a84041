import type { Attachment } from '../cdn/attachments.ts';
import type { TopLevelComponent } from '../validate/components.ts';
import { mediaIn, type Part, partsOf } from '../validate/layout.ts';
import { attachmentAt } from '../world/component-objects.ts';
import { hasFlag, MESSAGE_FLAG, type Message, type MessageBody } from '../world/messages.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';

export interface SeenButton {
  readonly label: string;
  /** Absent on links. */
  readonly customId: string | undefined;
  readonly url: string | undefined;
  /** Discord's style: 1 primary, 2 secondary, 3 success, 4 danger, 5 link. */
  readonly style: number;
  readonly disabled: boolean;
}

export interface SeenAttachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly contentType: string | undefined;
  readonly description: string | undefined;
  /** Where its bytes are on this machine. */
  readonly path: string;
  /** Where the bot and a browser get it; signed anew with every reading. */
  readonly url: string;
  /** False when a Components V2 message brings the file but shows it nowhere. */
  readonly shown: boolean;
  readonly spoiler: boolean;
}

/** What a message says: all that an edit can change. */
interface SeenBody {
  readonly content: string;
  /** All readable text in reading order: the content, or the text displays of Components V2. */
  readonly text: string;
  readonly embeds: readonly Wire[];
  readonly components: readonly TopLevelComponent[];
  readonly buttons: readonly SeenButton[];
  readonly attachments: readonly SeenAttachment[];
  readonly isV2: boolean;
}

/** A message as a person in the channel sees it. */
export interface SeenMessage extends SeenBody {
  readonly id: string;
  readonly channelId: string;
  readonly author: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** Discord's message type: 0 plain, 19 reply, 20 answer to a slash command, 23 answer to a message command. */
  readonly type: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly editedAt: number | undefined;
  /** "Recut is thinking…" */
  readonly loading: boolean;
  /** The id of the only person who sees it. */
  readonly onlyFor: string | undefined;
  /** The id of the message it replies to. */
  readonly repliesTo: string | undefined;
  /** Whether a thread hangs on it; the thread then has the message's id. */
  readonly hasThread: boolean;
  readonly nonce: string | number | undefined;
  readonly mentions: { readonly userIds: readonly string[]; readonly roleIds: readonly string[] };
  readonly reactions: readonly { readonly emoji: string; readonly userIds: readonly string[] }[];
  /** What it said before, oldest first, each until the given time. */
  readonly history: readonly (SeenBody & { readonly until: number })[];
}

export function seenMessage(world: World, message: Message): SeenMessage {
  const author = world.memberById(message.authorId);
  return {
    ...seenBody(world, message.body),
    id: message.id,
    channelId: message.channelId,
    author: { id: author.id, name: author.name, bot: author.bot },
    type: message.type,
    createdAt: message.createdAt,
    editedAt: message.editedAt ?? undefined,
    loading: hasFlag(message, 'LOADING'),
    onlyFor: message.onlyFor,
    repliesTo: message.repliesTo?.messageId,
    hasThread: world.findThread(message.id) !== undefined,
    nonce: message.nonce,
    mentions: message.body.mentions,
    reactions: [...message.reactions].map(([emoji, userIds]) => ({ emoji, userIds: [...userIds] })),
    history: message.versions.map(({ body, until }) => ({ ...seenBody(world, body), until })),
  };
}

function seenBody(world: World, body: MessageBody): SeenBody {
  const parts = body.components.flatMap((component) => partsOf(component));
  const displayed = parts.flatMap(({ content }) => (content === undefined ? [] : [content]));
  return {
    content: body.content,
    text: [body.content, ...displayed].filter((text) => text !== '').join('\n'),
    embeds: body.embeds,
    components: body.components,
    buttons: parts.filter(({ type }) => type === BUTTON).map(seenButton),
    attachments: body.attachments.map((attachment) => seenAttachment(world, body, attachment)),
    isV2: (body.flags & MESSAGE_FLAG.IS_COMPONENTS_V2) !== 0,
  };
}

const BUTTON = 2;

function seenButton(part: Part): SeenButton {
  return {
    label: part.label ?? '',
    customId: part.custom_id ?? undefined,
    url: part.url ?? undefined,
    style: part.style ?? 2,
    disabled: part.disabled ?? false,
  };
}

function seenAttachment(world: World, body: MessageBody, attachment: Attachment): SeenAttachment {
  const { id, filename, size, contentType, description, path, cdnPath } = attachment;
  return {
    id,
    filename,
    size,
    contentType,
    description,
    path,
    url: world.links.sign(cdnPath),
    shown: isShown(attachment, body),
    spoiler: filename.startsWith('SPOILER_') || isVeiled(attachment, body),
  };
}

/** Components V2 show only the files that they name. */
function isShown(attachment: Attachment, body: MessageBody): boolean {
  if (!(body.flags & MESSAGE_FLAG.IS_COMPONENTS_V2)) return true;
  return mediaIn(body.components).some((url) => attachmentAt(url, body.attachments)?.id === attachment.id);
}

/** Whether a component shows the file behind a spoiler. */
function isVeiled(attachment: Attachment, body: MessageBody): boolean {
  const shows = (media: { url: string } | undefined) =>
    media !== undefined && attachmentAt(media.url, body.attachments)?.id === attachment.id;
  return body.components
    .flatMap((component) => partsOf(component))
    .some((part) => {
      const own = part.spoiler && (shows(part.file) || shows(part.media));
      return own || (part.items ?? []).some((item) => item.spoiler && shows(item.media));
    });
}

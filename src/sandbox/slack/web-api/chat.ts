import type { StoredFile } from '../files.ts';
import { isReply, type Message } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { messageShape } from '../shapes/message.ts';
import type { Workspace } from '../workspace.ts';
import { destination, joinedChannel, messageIn, threadRoot, visibleChannel } from './access.ts';
import { flag, structure, text, timestamp } from './arguments.ts';
import { contentArguments, readContent, readMetadata } from './content.ts';
import { method } from './method.ts';

/** Longer texts are cut off (docs.slack.dev/changelog/2018-04-truncating-really-long-messages). */
const mostTextKept = 40_000;
/** Longer texts are refused in an edit (the error table of chat.update). */
const mostTextInEdit = 4_000;

const look = ['as_user', 'icon_emoji', 'icon_url', 'link_names', 'parse', 'username'];

const postMessage = method({
  name: 'chat.postMessage',
  scopes: ['chat:write'],
  args: {
    channel: text,
    ...contentArguments,
    metadata: structure.optional(),
    thread_ts: timestamp.optional(),
    reply_broadcast: flag.optional(),
  },
  ignored: [...look, 'current_draft_last_updated_ts', 'mrkdwn', 'unfurl_links', 'unfurl_media'],
  run: (args, at) => {
    const channel = destination(args.channel, at);
    const content = readContent(args, at);
    const metadata = args.metadata && readMetadata(args.metadata);
    const root = args.thread_ts ? threadRoot(channel, args.thread_ts, at) : undefined;
    const message = at.post({
      channel: channel.id,
      user: at.bot.userId,
      botId: at.bot.botId,
      text: content.text.slice(0, mostTextKept),
      blocks: content.blocks,
      ...(metadata ? { metadata } : {}),
      ...(root ? { threadTs: root.ts } : {}),
      ...(root && args.reply_broadcast ? { broadcast: true, subtype: 'thread_broadcast' } : {}),
    });
    return { channel: channel.id, ts: message.ts, message: messageShape(message, at, true) };
  },
});

const update = method({
  name: 'chat.update',
  scopes: ['chat:write'],
  args: {
    channel: text,
    ts: timestamp,
    ...contentArguments,
    metadata: structure.optional(),
    file_ids: structure.optional(),
    reply_broadcast: flag.optional(),
  },
  ignored: ['as_user', 'unfurled_attachments', 'link_names', 'parse'],
  run: (args, at) => {
    const channel = joinedChannel(args.channel, at);
    const message = messageIn(channel, args.ts, at);
    if (message.user !== at.bot.userId) throw new Refusal('cant_update_message');
    if ((args.text?.length ?? 0) > mostTextInEdit) throw new Refusal('msg_too_long');
    const files = args.file_ids ? ownFiles(args.file_ids.json, at) : [];
    const content = readContent(args, at);
    const { metadata: kept, ...rest } = message;
    const metadata = args.metadata ? readMetadata(args.metadata) : kept;
    for (const { id } of files) at.files.share(id, { channel: channel.id, ts: message.ts });
    const changed = at.change(
      { ...rest, ...(metadata ? { metadata } : {}) },
      {
        ...content,
        fileIds: [...message.fileIds, ...files.map(({ id }) => id)],
        ...(args.reply_broadcast ? { broadcast: true } : {}),
        // With blocks there is no "(edited)" mark.
        ...(content.blocks.length > 0 ? {} : { editedTs: at.ids.ts() }),
      },
    );
    return {
      channel: channel.id,
      ts: message.ts,
      text: changed.text,
      message: messageShape(changed, at, true),
    };
  },
});

const remove = method({
  name: 'chat.delete',
  scopes: ['chat:write'],
  args: { channel: text, ts: timestamp },
  ignored: ['as_user'],
  run: (args, at) => {
    const message = messageIn(joinedChannel(args.channel, at), args.ts, at);
    if (message.user !== at.bot.userId) throw new Refusal('cant_delete_message');
    at.remove(message);
    return { channel: args.channel, ts: args.ts };
  },
});

const postEphemeral = method({
  name: 'chat.postEphemeral',
  scopes: ['chat:write'],
  args: { channel: text, user: text, ...contentArguments, thread_ts: timestamp.optional() },
  ignored: [...look, 'metadata'],
  run: (args, at) => {
    const channel = destination(args.channel, at);
    if (!channel.members.has(args.user)) throw new Refusal('user_not_in_channel');
    const { text: said, blocks } = readContent(args, at);
    const threadTs = args.thread_ts ? threadRoot(channel, args.thread_ts, at).ts : undefined;
    const place = threadTs === undefined ? {} : { threadTs };
    return { message_ts: at.whisper(args.user, channel.id, said, { blocks, ...place }) };
  },
});

const getPermalink = method({
  name: 'chat.getPermalink',
  args: { channel: text, message_ts: timestamp },
  run: (args, at) => {
    const channel = visibleChannel(args.channel, at);
    return { channel: channel.id, permalink: permalink(messageIn(channel, args.message_ts, at), at) };
  },
});

/** Slack's form of a link to a message, on the stand-in's own address. */
function permalink(message: Message, at: Workspace): string {
  const address = `${at.baseUrl}/archives/${message.channel}/p${message.ts.replace('.', '')}`;
  return isReply(message) ? `${address}?thread_ts=${message.threadTs}&cid=${message.channel}` : address;
}

function ownFiles(ids: unknown, at: Workspace): StoredFile[] {
  const list = Array.isArray(ids) ? ids : [];
  return list.map((id) => {
    const file = at.files.get(String(id));
    if (file?.state !== 'complete' || file.owner !== at.bot.userId) throw new Refusal('file_not_found');
    return file;
  });
}

export const chatMethods = [postMessage, update, remove, postEphemeral, getPermalink];

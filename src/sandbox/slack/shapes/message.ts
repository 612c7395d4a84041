import type { JsonObject } from '../json.ts';
import { isReply, type Message } from '../messages.ts';
import type { Workspace } from '../workspace.ts';
import { fileShape } from './file.ts';
import { botShape } from './user.ts';

/** A message as the Web API answers, as events carry it, and as interactions show it. */
export function messageShape(message: Message, at: Workspace, includeMetadata = false): JsonObject {
  const { threadTs, blocks, metadata, editedTs, reactions } = message;
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    user: message.user,
    ts: message.ts,
    team: at.team.id,
    ...(message.botId
      ? { bot_id: message.botId, app_id: at.bot.appId, bot_profile: botShape(at.bot, at.team) }
      : {}),
    text: message.text,
    ...(blocks.length > 0 ? { blocks } : {}),
    ...filesPart(message, at),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(isReply(message) ? parentPart(message, at) : rootPart(message, at)),
    ...(editedTs === undefined ? {} : { edited: { user: message.user, ts: editedTs } }),
    ...(includeMetadata && metadata ? { metadata } : {}),
    ...(reactions.length > 0
      ? { reactions: reactions.map(({ name, users }) => ({ name, users, count: users.length })) }
      : {}),
  };
}

function filesPart({ fileIds }: Message, at: Workspace): JsonObject {
  const files = fileIds.flatMap((id) => at.files.get(id) ?? []);
  return files.length > 0
    ? { files: files.map((file) => fileShape(file, at.team, at.baseUrl)), upload: false }
    : {};
}

function parentPart(message: Message, at: Workspace): JsonObject {
  const parent = message.threadTs && at.messages.get(message.channel, message.threadTs);
  return parent ? { parent_user_id: parent.user } : {};
}

function rootPart(message: Message, at: Workspace): JsonObject {
  const replies = at.messages.replies(message.channel, message.ts);
  const latest = replies.at(-1);
  if (!latest) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: latest.ts,
    is_locked: false,
    subscribed: false,
  };
}

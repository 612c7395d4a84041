import type { Channel } from '../channels.ts';
import { compareTs, type Message } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { channelShape } from '../shapes/channel.ts';
import { messageShape } from '../shapes/message.ts';
import type { Workspace } from '../workspace.ts';
import { joinedChannel, visibleChannel } from './access.ts';
import { flag, text, timestamp, upTo, whole } from './arguments.ts';
import { method } from './method.ts';
import { pageOf } from './page.ts';

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const historyScopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

const info = method({
  name: 'conversations.info',
  scopes: readScopes,
  args: { channel: text, include_num_members: flag.optional() },
  ignored: ['include_locale'],
  run: (args, at) => {
    const channel = visibleChannel(args.channel, at);
    const count = args.include_num_members ? { num_members: channel.members.size } : {};
    return { channel: { ...shape(channel, at), ...count } };
  },
});

/** What Slack calls the kinds of conversations. */
const TYPES: Readonly<Record<string, Channel['kind']>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'direct',
};

const span = {
  cursor: text.optional(),
  include_all_metadata: flag.optional(),
  inclusive: flag.optional(),
  latest: timestamp.optional(),
  oldest: timestamp.optional(),
};

const history = method({
  name: 'conversations.history',
  scopes: historyScopes,
  args: { channel: text, ...span, limit: upTo(999).default(100) },
  run: (args, at) => {
    const channel = joinedChannel(args.channel, at);
    const newestFirst = at.messages.inChannel(channel.id).filter(within(args)).reverse();
    const page = pageOf(newestFirst, args.limit || 100, args.cursor);
    return {
      messages: page.items.map((message) => messageShape(message, at, args.include_all_metadata)),
      has_more: page.hasMore,
      pin_count: 0,
      channel_actions_ts: null,
      channel_actions_count: 0,
      ...(page.hasMore ? { response_metadata: { next_cursor: page.nextCursor } } : {}),
    };
  },
});

const replies = method({
  name: 'conversations.replies',
  scopes: historyScopes,
  args: { channel: text, ts: timestamp, ...span, limit: upTo(1000).default(1000) },
  run: (args, at) => {
    const channel = joinedChannel(args.channel, at);
    const named = at.messages.get(channel.id, args.ts);
    if (!named) throw new Refusal('thread_not_found');
    const [root, ...rest] = at.messages.thread(channel.id, named.threadTs ?? named.ts);
    if (!root) throw new Refusal('thread_not_found');
    // The first message comes with every page, whatever the span.
    const page = pageOf(rest.filter(within(args)), Math.max(1, (args.limit || 1000) - 1), args.cursor);
    return {
      messages: [root, ...page.items].map((message) => messageShape(message, at, args.include_all_metadata)),
      has_more: page.hasMore,
      ...(page.hasMore ? { response_metadata: { next_cursor: page.nextCursor } } : {}),
    };
  },
});

const members = method({
  name: 'conversations.members',
  scopes: readScopes,
  args: { channel: text, cursor: text.optional(), limit: whole.default(100) },
  run: (args, at) => {
    const page = pageOf([...visibleChannel(args.channel, at).members], args.limit || 100, args.cursor);
    return { members: page.items, response_metadata: { next_cursor: page.nextCursor } };
  },
});

const open = method({
  name: 'conversations.open',
  scopes: ['im:write', 'mpim:write'],
  args: { channel: text.optional(), users: text.optional(), return_im: flag.optional() },
  ignored: ['prevent_creation'],
  run: (args, at) => {
    const users = args.users?.split(',') ?? [];
    if (users.length === 0 && !args.channel) throw new Refusal('users_list_not_supplied');
    if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type');
    const [user] = users;
    const channel = user ? at.channels.directOf(user) : at.channels.get(args.channel ?? '');
    if (!channel) throw new Refusal(user ? 'user_not_found' : 'channel_not_found');
    const known = { no_op: true, already_open: true };
    return { ...known, channel: args.return_im ? shape(channel, at) : { id: channel.id } };
  },
});

const join = method({
  name: 'conversations.join',
  scopes: ['channels:join'],
  args: { channel: text },
  run: (args, at) => {
    const channel = visibleChannel(args.channel, at);
    if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
    if (!channel.members.has(at.bot.userId)) return { channel: shape(at.join(channel, at.bot.userId), at) };
    const warning = 'already_in_channel';
    return { channel: shape(channel, at), warning, response_metadata: { warnings: [warning] } };
  },
});

const memberships = method({
  name: 'users.conversations',
  scopes: readScopes,
  args: {
    cursor: text.optional(),
    types: text.default('public_channel'),
    limit: upTo(999).default(100),
  },
  ignored: ['exclude_archived', 'team_id', 'user'],
  run: (args, at) => {
    const types = args.types.split(',').map((type) => TYPES[type.trim()]);
    const own = at.channels
      .all()
      .filter(
        ({ kind, members }) => types.includes(kind) && (kind === 'direct' || members.has(at.bot.userId)),
      );
    const page = pageOf(own, args.limit || 100, args.cursor);
    return {
      channels: page.items.map((channel) => shape(channel, at)),
      response_metadata: { next_cursor: page.nextCursor },
    };
  },
});

function shape(channel: Channel, at: Workspace) {
  return channelShape(channel, at.team, at.bot);
}

function within(span: {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
}) {
  return ({ ts }: Message): boolean => {
    if (span.inclusive && (ts === span.oldest || ts === span.latest)) return true;
    return (
      (!span.oldest || compareTs(ts, span.oldest) > 0) && (!span.latest || compareTs(ts, span.latest) < 0)
    );
  };
}

export const conversationMethods = [info, history, replies, members, open, join, memberships];

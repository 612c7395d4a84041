import { Refusal } from '../refusal.ts';
import { joinedChannel, messageIn } from './access.ts';
import { text, timestamp } from './arguments.ts';
import { method } from './method.ts';

const add = method({
  name: 'reactions.add',
  scopes: ['reactions:write'],
  args: { channel: text, name: text, timestamp },
  run: (args, at) => {
    const message = messageIn(joinedChannel(args.channel, at), args.timestamp, at);
    const name = args.name.replaceAll(':', '');
    if (!/^[a-z0-9_+'-]+$/.test(name)) throw new Refusal('invalid_name');
    const there = message.reactions.find((reaction) => reaction.name === name);
    if (there?.users.includes(at.bot.userId)) throw new Refusal('already_reacted');
    const others = message.reactions.filter((reaction) => reaction !== there);
    const users = [...(there?.users ?? []), at.bot.userId];
    at.messages.keep({ ...message, reactions: [...others, { name, users }] });
    at.changes.tell({ kind: 'message_changed', channel: message.channel, ts: message.ts });
    return {};
  },
});

export const reactionMethods = [add];

import type { DirectChannel, TextChannel, Thread } from './channels.ts';
import type { Member } from './members.ts';
import type { Message } from './messages.ts';

/** Something that happened in the world. The gateway tells the bot; a page can show it. */
export type Change =
  | { kind: 'message_created' | 'message_edited' | 'message_deleted'; message: Message }
  | { kind: 'thread_created' | 'thread_updated'; thread: Thread }
  | { kind: 'thread_joined' | 'thread_left'; thread: Thread; member: Member }
  | { kind: 'reaction_added' | 'reaction_removed'; message: Message; emoji: string; userId: string }
  | { kind: 'channel_created' | 'channel_updated'; channel: TextChannel | DirectChannel }
  | { kind: 'member_updated'; member: Member }
  | { kind: 'typing'; channelId: string; userId: string };

export type ChangeListener = (change: Change) => void;

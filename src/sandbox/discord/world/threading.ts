import { DiscordError } from '../discord-error.ts';
import type { Thread } from './channels.ts';
import type { Member } from './members.ts';
import type { Message } from './messages.ts';
import { may } from './permissions.ts';
import type { World } from './world.ts';

export interface ThreadPlan {
  name: string;
  autoArchiveMinutes?: number | undefined;
  private?: boolean;
}

/**
 * Opens a thread on a message: it gets the message's own id.
 * @throws DiscordError 50024 outside a text channel, 160004 when the message has one already
 */
export function startThreadOn(world: World, message: Message, owner: Member, plan: ThreadPlan): Thread {
  const parent = world.textChannel(message.channelId);
  if (world.findThread(message.id)) throw new DiscordError('threadExists');
  return openThread(world, { id: message.id, parentId: parent.id, owner, plan });
}

/** Opens a thread that belongs to no message. @throws DiscordError 50024 outside a text channel */
export function startThreadIn(world: World, channelId: string, owner: Member, plan: ThreadPlan): Thread {
  const parent = world.textChannel(channelId);
  return openThread(world, { id: world.ids.next(), parentId: parent.id, owner, plan });
}

interface Opening {
  id: string;
  parentId: string;
  owner: Member;
  plan: ThreadPlan;
}

function openThread(world: World, { id, parentId, owner, plan }: Opening): Thread {
  const now = world.clock.now();
  const thread: Thread = {
    kind: 'thread',
    id,
    name: plan.name,
    parentId,
    ownerId: owner.id,
    private: plan.private ?? false,
    archived: false,
    locked: false,
    autoArchiveMinutes: plan.autoArchiveMinutes ?? 4320,
    createdAt: now,
    archiveChangedAt: now,
    members: new Map([[owner.id, now]]),
    messageCount: 0,
    lastMessageId: null,
  };
  world.channels.set(id, thread);
  world.announce({ kind: 'thread_created', thread });
  return thread;
}

/** What can be changed of a thread. */
export interface ThreadChange {
  name?: string | undefined;
  archived?: boolean | undefined;
  locked?: boolean | undefined;
  autoArchiveMinutes?: number | undefined;
}

/**
 * Changes a thread as Discord allows: its owner and thread managers change anything; any writer wakes it
 * while it is not locked. An archived thread takes no change but waking up.
 * @throws DiscordError 50013, 50083
 */
export function changeThread(world: World, thread: Thread, by: Member, change: ThreadChange): void {
  const manages = may(world, by, thread, 'MANAGE_THREADS');
  const wakes = change.archived === false;
  if (change.locked !== undefined && !manages) throw new DiscordError('missingPermissions');
  if (thread.archived && thread.locked && !manages) throw new DiscordError('missingPermissions');
  if (thread.archived && !wakes) throw new DiscordError('threadArchived');
  if (!wakes && !manages && thread.ownerId !== by.id) throw new DiscordError('missingPermissions');
  if (change.archived !== undefined && change.archived !== thread.archived) {
    thread.archiveChangedAt = world.clock.now();
  }
  thread.name = change.name ?? thread.name;
  thread.archived = change.archived ?? thread.archived;
  thread.locked = change.locked ?? thread.locked;
  thread.autoArchiveMinutes = change.autoArchiveMinutes ?? thread.autoArchiveMinutes;
  world.announce({ kind: 'thread_updated', thread });
}

/** Writing into an archived thread wakes it. @throws DiscordError 160005 when it is locked */
export function wakeForMessage(world: World, thread: Thread, author: Member): void {
  if (thread.locked && !may(world, author, thread, 'MANAGE_THREADS')) throw new DiscordError('threadLocked');
  if (!thread.archived) return;
  thread.archived = false;
  thread.archiveChangedAt = world.clock.now();
  world.announce({ kind: 'thread_updated', thread });
}

export function joinThread(world: World, thread: Thread, member: Member): void {
  if (thread.members.has(member.id)) return;
  thread.members.set(member.id, world.clock.now());
  world.announce({ kind: 'thread_joined', thread, member });
}

export function leaveThread(world: World, thread: Thread, member: Member): void {
  if (!thread.members.delete(member.id)) return;
  world.announce({ kind: 'thread_left', thread, member });
}

import { Hono } from 'hono';
import { DiscordError } from '../discord-error.ts';
import { parseBody } from '../validate/parse.ts';
import { newThread, threadChange } from '../validate/thread-form.ts';
import { CHANNEL_TYPE, type Thread, threadMember, threadObject } from '../world/channels.ts';
import { changeThread, joinThread, leaveThread, startThreadIn, startThreadOn } from '../world/threading.ts';
import { channelForBot } from './access.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { readJson } from './form.ts';

/** Threads: on a message, without one, their changes and their members. */
export function threadRoutes({ world }: Deps): Hono<Env> {
  return new Hono<Env>()
    .post('/channels/:channel/messages/:message/threads', async (c) => {
      const channel = channelForBot(
        world,
        c.req.param('channel'),
        'CREATE_PUBLIC_THREADS',
        'READ_MESSAGE_HISTORY',
      );
      const form = parseBody(newThread, await readJson(c));
      const message = world.message(channel.id, c.req.param('message'));
      const autoArchiveMinutes = form.auto_archive_duration ?? undefined;
      const thread = startThreadOn(world, message, world.bot, { name: form.name, autoArchiveMinutes });
      return c.json(threadObject(world, thread), 201);
    })
    .post('/channels/:channel/threads', async (c) => {
      const form = parseBody(newThread, await readJson(c));
      const isPrivate = (form.type ?? CHANNEL_TYPE.privateThread) === CHANNEL_TYPE.privateThread;
      const needed = isPrivate ? 'CREATE_PRIVATE_THREADS' : 'CREATE_PUBLIC_THREADS';
      const channel = channelForBot(world, c.req.param('channel'), needed);
      const autoArchiveMinutes = form.auto_archive_duration ?? undefined;
      const plan = { name: form.name, autoArchiveMinutes, private: isPrivate };
      return c.json(threadObject(world, startThreadIn(world, channel.id, world.bot, plan)), 201);
    })
    .patch('/channels/:channel', async (c) => {
      const thread = threadOf(c.req.param('channel'));
      const form = parseBody(threadChange, await readJson(c));
      changeThread(world, thread, world.bot, {
        name: form.name ?? undefined,
        archived: form.archived ?? undefined,
        locked: form.locked ?? undefined,
        autoArchiveMinutes: form.auto_archive_duration ?? undefined,
      });
      return c.json(threadObject(world, thread));
    })
    .get('/channels/:channel/thread-members', (c) => {
      const thread = threadOf(c.req.param('channel'));
      const members = [...thread.members].map(([id, at]) => threadMember(thread, world.memberById(id), at));
      return c.json(members);
    })
    .get('/channels/:channel/thread-members/:user', (c) => {
      const thread = threadOf(c.req.param('channel'));
      const person = personOf(c.req.param('user'));
      const joinedAt = thread.members.get(person.id);
      if (joinedAt === undefined) throw new DiscordError('unknownMember');
      return c.json(threadMember(thread, person, joinedAt));
    })
    .put('/channels/:channel/thread-members/:user', (c) => {
      const thread = awake(threadOf(c.req.param('channel')));
      joinThread(world, thread, personOf(c.req.param('user')));
      return c.body(null, 204);
    })
    .delete('/channels/:channel/thread-members/:user', (c) => {
      const thread = awake(threadOf(c.req.param('channel')));
      leaveThread(world, thread, personOf(c.req.param('user')));
      return c.body(null, 204);
    });

  function threadOf(id: string): Thread {
    const channel = channelForBot(world, id);
    if (channel.kind !== 'thread') throw new DiscordError('wrongChannelType');
    return channel;
  }

  function awake(thread: Thread): Thread {
    if (thread.archived) throw new DiscordError('threadArchived');
    return thread;
  }

  function personOf(id: string) {
    return world.memberById(id === '@me' ? world.bot.id : id);
  }
}

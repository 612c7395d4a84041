import { type Context, Hono } from 'hono';
import { DiscordError, invalidBody } from '../discord-error.ts';
import { messageForm, type NewMessage, newMessage } from '../validate/message-form.ts';
import { parseBody } from '../validate/parse.ts';
import type { Channel } from '../world/channels.ts';
import { messageForBot } from '../world/content-access.ts';
import type { Message } from '../world/messages.ts';
import { may } from '../world/permissions.ts';
import { deleteMessage, editMessage, postMessage } from '../world/posting.ts';
import type { Wire } from '../world/wire.ts';
import { channelForBot, writingPermission } from './access.ts';
import { composeBody } from './compose.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { type Form, readForm } from './form.ts';

/** Messages that the bot reads, sends, edits and deletes with its own token. */
export function messageRoutes({ world, settings, attachments }: Deps): Hono<Env> {
  return new Hono<Env>()
    .get('/channels/:channel/messages', (c) => {
      const channel = channelForBot(world, c.req.param('channel'));
      if (!may(world, world.bot, channel, 'READ_MESSAGE_HISTORY')) return c.json([]);
      const { before, after, around } = c.req.query();
      const limit = historyLimit(c);
      const found = world.messages.history(channel.id, { before, after, around, limit });
      return c.json(found.map(asSeen));
    })
    .get('/channels/:channel/messages/:message', (c) => {
      const channel = channelForBot(world, c.req.param('channel'), 'READ_MESSAGE_HISTORY');
      return c.json(asSeen(world.message(channel.id, c.req.param('message'))));
    })
    .post('/channels/:channel/messages', async (c) => {
      const channel = channelForBot(world, c.req.param('channel'));
      channelForBot(world, channel.id, writingPermission(channel));
      await using upload = await readForm(c, attachments, settings.uploadLimitBytes);
      const form = parseBody(newMessage, upload.json);
      if (upload.files.size > 0) channelForBot(world, channel.id, 'ATTACH_FILES');
      if (form.embeds?.length) channelForBot(world, channel.id, 'EMBED_LINKS');
      return c.json(asSeen(alreadySent(channel, form) ?? (await send(channel, form, upload))));
    })
    .patch('/channels/:channel/messages/:message', async (c) => {
      const channel = channelForBot(world, c.req.param('channel'));
      await using upload = await readForm(c, attachments, settings.uploadLimitBytes);
      const message = world.message(channel.id, c.req.param('message'));
      if (message.authorId !== world.bot.id) throw new DiscordError('notYourMessage');
      const form = parseBody(messageForm, upload.json);
      const { files } = upload;
      const composition = { form, files, channelId: channel.id, current: message.body };
      editMessage(world, message, await composeBody(world, attachments, composition));
      return c.json(asSeen(message));
    })
    .delete('/channels/:channel/messages/:message', (c) => {
      const channel = channelForBot(world, c.req.param('channel'));
      const message = world.message(channel.id, c.req.param('message'));
      if (message.authorId !== world.bot.id) channelForBot(world, channel.id, 'MANAGE_MESSAGES');
      deleteMessage(world, message);
      return c.body(null, 204);
    });

  function asSeen(message: Message): Wire {
    return messageForBot(world, message, settings, settings.messageContentIntent);
  }

  /** With `enforce_nonce`, the message that the same nonce made a short while ago. */
  function alreadySent(channel: Channel, { nonce, enforce_nonce }: NewMessage): Message | undefined {
    if (!enforce_nonce || nonce == null) return undefined;
    return world.messages.recentByNonce(channel.id, world.bot.id, nonce);
  }

  async function send(channel: Channel, form: NewMessage, { files }: Form): Promise<Message> {
    const original = repliedTo(channel, form);
    const body = await composeBody(world, attachments, {
      form,
      files,
      channelId: channel.id,
      repliesTo: original?.authorId,
    });
    // Another try of the same request may have come in while this one brought its files.
    const twin = alreadySent(channel, form);
    if (twin) return twin;
    return postMessage(world, {
      channelId: channel.id,
      author: world.bot,
      body,
      nonce: form.nonce ?? undefined,
      repliesTo: original && { channelId: channel.id, messageId: original.id },
    });
  }

  function repliedTo(channel: Channel, { message_reference: reference }: NewMessage): Message | undefined {
    if (!reference) return undefined;
    if (!may(world, world.bot, channel, 'READ_MESSAGE_HISTORY')) throw new DiscordError('noHistoryForReply');
    const original = world.messages.find(reference.message_id);
    if (original?.channelId === channel.id && original.onlyFor === undefined) return original;
    if (reference.fail_if_not_exists === false) return undefined;
    const code = 'REPLIES_UNKNOWN_MESSAGE';
    throw invalidBody([{ path: ['message_reference'], code, message: 'Unknown message' }]);
  }
}

function historyLimit(c: Context<Env>): number {
  const limit = Number(c.req.query('limit') ?? 50);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw invalidBody([{ path: ['limit'], code: 'NUMBER_TYPE_RANGE', message: 'Must be between 1 and 100.' }]);
}

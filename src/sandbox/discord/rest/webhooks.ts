import { type Context, Hono } from 'hono';
import type { Interaction } from '../interactions/interaction.ts';
import { messageForm } from '../validate/message-form.ts';
import { parseBody } from '../validate/parse.ts';
import { MESSAGE_FLAG, type Message, messageObject } from '../world/messages.ts';
import { deleteMessage } from '../world/posting.ts';
import { composeBody } from './compose.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { readForm } from './form.ts';

const MESSAGE = '/webhooks/:app/:token/messages/:message';

/** What an interaction's token reaches after the first response: followups and edits, for 15 minutes. */
export function webhookRoutes({ world, settings, attachments, interactions, responses }: Deps): Hono<Env> {
  return new Hono<Env>()
    .post('/webhooks/:app/:token', async (c) => {
      const { channelId } = interactionOf(c);
      await using upload = await readForm(c, attachments, settings.uploadLimitBytes);
      const form = parseBody(messageForm, upload.json);
      const body = await composeBody(world, attachments, {
        form,
        files: upload.files,
        channelId,
        allowedMentions: { parse: ['users'] },
        ephemeral: ((form.flags ?? 0) & MESSAGE_FLAG.EPHEMERAL) !== 0,
      });
      return c.json(messageObject(world, responses.followUp(interactionOf(c), body)));
    })
    .get(MESSAGE, (c) => c.json(messageObject(world, messageOf(c))))
    .patch(MESSAGE, async (c) => {
      messageOf(c);
      await using upload = await readForm(c, attachments, settings.uploadLimitBytes);
      const message = messageOf(c);
      const body = await composeBody(world, attachments, {
        form: parseBody(messageForm, upload.json),
        files: upload.files,
        channelId: message.channelId,
        current: message.body,
        allowedMentions: { parse: ['users'] },
      });
      responses.edit(message, body);
      return c.json(messageObject(world, message));
    })
    .delete(MESSAGE, (c) => {
      deleteMessage(world, messageOf(c));
      return c.body(null, 204);
    });

  function interactionOf(c: Context<Env>): Interaction {
    return interactions.answered(c.req.param('app') ?? '', c.req.param('token') ?? '');
  }

  function messageOf(c: Context<Env>): Message {
    const interaction = interactionOf(c);
    const id = c.req.param('message') ?? '';
    return id === '@original' ? responses.original(interaction) : responses.ownMessage(interaction, id);
  }
}

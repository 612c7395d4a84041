import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { invalidBody } from '../discord-error.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { messageForm } from '../validate/message-form.ts';
import { modalForm } from '../validate/modal-form.ts';
import { parseBody } from '../validate/parse.ts';
import { hasFlag, MESSAGE_FLAG, type Message, messageObject } from '../world/messages.ts';
import type { Wire } from '../world/wire.ts';
import { composeBody } from './compose.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { type Form, readForm } from './form.ts';

const callback = z.strictObject({ type: z.literal([4, 5, 6, 7, 9]), data: z.unknown().optional() });
const deferral = z.strictObject({ flags: z.int().nullish() }).nullish();

/** The first response to an interaction. */
export function callbackRoutes({ world, settings, attachments, interactions, responses }: Deps): Hono<Env> {
  return new Hono<Env>().post('/interactions/:id/:token/callback', async (c) => {
    const find = () => interactions.awaiting(c.req.param('id'), c.req.param('token'));
    find();
    await using upload = await readForm(c, attachments, settings.uploadLimitBytes);
    const message = await respond(find, upload);
    if (c.req.query('with_response') !== 'true') return c.body(null, 204);
    return c.json(callbackObject(c, message));
  });

  async function respond(find: () => Interaction, upload: Form): Promise<Message | undefined> {
    const { type, data } = parseBody(callback, upload.json);
    switch (type) {
      case 4:
        return responses.reply(...(await compose(find, upload, data, undefined)));
      case 7: {
        const source = world.messages.find(find().sourceMessageId ?? '');
        return responses.update(...(await compose(find, upload, data, source)));
      }
      case 5: {
        const flags = parseBody(deferral, data, ['data'])?.flags ?? 0;
        if (flags & ~MESSAGE_FLAG.EPHEMERAL) throw onlyEphemeral();
        responses.defer(find(), flags !== 0);
        return undefined;
      }
      case 6:
        responses.deferUpdate(find());
        return undefined;
      case 9:
        responses.showModal(find(), parseBody(modalForm, data, ['data']));
        return undefined;
    }
  }

  /** Looks the interaction up again after the files arrived: another response may have been faster. */
  async function compose(
    find: () => Interaction,
    { files }: Form,
    data: unknown,
    source: Message | undefined,
  ) {
    const form = parseBody(messageForm, data ?? {}, ['data']);
    const body = await composeBody(world, attachments, {
      form,
      files,
      channelId: find().channelId,
      current: source?.body,
      allowedMentions: { parse: ['users'] },
      ephemeral: source === undefined && ((form.flags ?? 0) & MESSAGE_FLAG.EPHEMERAL) !== 0,
    });
    return [find(), body] as const;
  }

  function callbackObject(c: Context<Env>, message: Message | undefined): Wire {
    const interaction = interactions.answered(world.application.id, c.req.param('token') ?? '');
    const { acknowledgement } = interaction;
    const { kind } = acknowledgement;
    const own = kind === 'message' || kind === 'deferred' ? acknowledgement.message : undefined;
    return {
      interaction: {
        id: interaction.id,
        type: interaction.type,
        ...(own
          ? {
              response_message_id: own.id,
              response_message_loading: hasFlag(own, 'LOADING'),
              response_message_ephemeral: hasFlag(own, 'EPHEMERAL'),
            }
          : {}),
      },
      // Documented for new and updated messages only, so a deferral has none.
      ...(message ? { resource: { type: own ? 4 : 7, message: messageObject(world, message) } } : {}),
    };
  }
}

function onlyEphemeral() {
  const message = 'Only the EPHEMERAL flag can be set when deferring.';
  return invalidBody([{ path: ['data', 'flags'], code: 'MESSAGE_FLAGS_INVALID', message }]);
}

import { Hono } from 'hono';
import { ulid } from 'ulid';
import { z } from 'zod';
import type { Answer as Seen, ShownModal } from '../../discord/person/answer.ts';
import type { FieldValue } from '../../discord/person/modal-checks.ts';
import type { OptionValues } from '../../discord/person/slash-options.ts';
import type { DiscordStandIn } from '../../discord/stand-in.ts';
import type { DiscordModal } from '../../page/protocol/discord-modal.ts';
import { act, as } from './acting.ts';
import type { Belongings } from './belongings.ts';

const id = z.string().min(1).max(300);
const text = z.string().max(6_000);
const files = z.array(id).max(10);

const post = z.object({ as, place: id, text, files, replyTo: id.optional() });
const slash = z.object({
  as,
  place: id,
  name: id,
  options: z.record(id, z.union([text, z.number(), z.boolean(), z.object({ file: id })])),
});
const messageCommand = z.object({ as, message: id, name: id });
const press = z.object({ as, message: id, button: id });
const select = z.object({ as, message: id, select: id, values: z.array(text).max(25) });
const submission = z.object({
  as,
  modal: id,
  values: z.record(id, z.union([text, z.boolean(), z.array(text).max(25), z.object({ files })])),
});

/** What a person does in Discord. */
export function discordActions(discord: DiscordStandIn, belongings: Belongings): Hono {
  /** The forms on people's screens. */
  const modals = new Map<string, ShownModal>();

  return new Hono()
    .post('/messages', (c) =>
      act(c, post, async ({ as: who, place, text: said, files: ids, replyTo }) => {
        const message = { channel: place, text: said, files: belongings.pick(ids) };
        await discord.person(who).post(replyTo === undefined ? message : { ...message, replyTo });
        return {};
      }),
    )
    .post('/commands', (c) =>
      act(c, slash, async ({ as: who, place, name, options }) =>
        shown(await discord.person(who).slash(name, optionValues(options, belongings), place)),
      ),
    )
    .post('/message-commands', (c) =>
      act(c, messageCommand, async ({ as: who, message, name }) =>
        shown(await discord.person(who).messageCommand(name, message)),
      ),
    )
    .post('/presses', (c) =>
      act(c, press, async ({ as: who, message, button }) =>
        shown(await discord.person(who).press(message, button)),
      ),
    )
    .post('/selections', (c) =>
      act(c, select, async ({ as: who, message, select: menu, values }) =>
        shown(await discord.person(who).select(message, menu, values)),
      ),
    )
    .post('/modals', (c) =>
      act(c, submission, async ({ as: who, modal, values }) => {
        const open = modals.get(modal);
        if (!open) throw new Error('This form is not open any more.');
        const answer = await discord.person(who).submitModal(open, fieldValues(values, belongings));
        if (answer.kind === 'no_response') return { notice: 'Something went wrong. Try again.' };
        modals.delete(modal);
        return shown(answer);
      }),
    );

  function shown(answer: Seen): { notice?: string; modal?: DiscordModal } {
    if (answer.kind === 'no_response') return { notice: answer.notice };
    if (answer.kind !== 'modal') return {};
    const { title, form } = answer.modal;
    const key = ulid();
    modals.set(key, answer.modal);
    return { modal: { id: key, title, components: form.components } };
  }
}

function optionValues(options: z.infer<typeof slash>['options'], belongings: Belongings): OptionValues {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]): [string, OptionValues[string]][] => {
      if (typeof value !== 'object') return [[name, value]];
      return belongings.pick([value.file]).map((file) => [name, file]);
    }),
  );
}

function fieldValues(
  values: z.infer<typeof submission>['values'],
  belongings: Belongings,
): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, FieldValue] => {
      const isFiles = typeof value === 'object' && !Array.isArray(value);
      return [name, isFiles ? belongings.pick(value.files) : value];
    }),
  );
}

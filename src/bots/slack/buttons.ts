import type { App, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Desk, PressAnswer } from '../../core/desk.ts';
import type { EditId } from '../../core/edit/edit.ts';
import type { FormOpener } from './form-opener.ts';
import type { Identity } from './identity.ts';
import { BUTTON_PREFIX } from './names.ts';
import { renderLine } from './render.ts';
import { asked } from './slack-refusal.ts';

/** A press of a button in a message. */
const press = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  container: z.object({ channel_id: z.string(), message_ts: z.string(), thread_ts: z.string().nullish() }),
  actions: z
    .tuple([z.object({ action_id: z.string(), action_ts: z.string(), value: z.string() })])
    .rest(z.unknown()),
});
type Press = z.infer<typeof press>;

export interface ButtonParts {
  desk: Desk;
  self: Identity;
  forms: FormOpener;
  web: WebClient;
}

/** Recut's own buttons. Slack gets its acknowledgement after the desk did what was asked. */
export function listenForButtons(app: App, parts: ButtonParts): void {
  app.action(
    { type: 'block_actions', action_id: new RegExp(`^${BUTTON_PREFIX}`) },
    async ({ ack, body, respond }) => {
      const pressed = press.parse(body);
      const answer = await parts.desk.press(toPress(pressed, parts.self));
      await ack();
      await show(answer, pressed, parts, respond);
    },
  );
}

function toPress({ user, container, actions: [button] }: Press, self: Identity) {
  const { channel_id: channel, message_ts } = container;
  return {
    keys: [`slack:press:${self.team}:${channel}:${message_ts}:${user.id}:${button.action_ts}`],
    action: button.action_id.slice(BUTTON_PREFIX.length),
    edit: button.value as EditId,
    person: user.id,
    place: { platform: 'slack', team: self.team, channel },
  };
}

async function show(
  answer: PressAnswer,
  { trigger_id, user, container }: Press,
  parts: ButtonParts,
  respond: RespondFn,
): Promise<void> {
  const { channel_id: channel, message_ts } = container;
  const thread = container.thread_ts ?? message_ts;
  if (answer.kind === 'note') {
    const note = { channel, user: user.id, thread_ts: thread, ...renderLine(answer.line) };
    await asked('chat.postEphemeral', parts.web.chat.postEphemeral(note));
  }
  if (answer.kind === 'form') {
    const { prompt } = answer;
    const { clip: source, ...chosen } = answer.chosen;
    const clip = { kind: 'given' as const, source };
    const by = { trigger: trigger_id, person: user.id, respond };
    await parts.forms.open(by, { channel, thread, message: null, prompt, clip, chosen });
  }
}

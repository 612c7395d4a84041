import type { App, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import { failpoint } from '#failpoint';
import type { Desk, PressAnswer } from '../../core/desk.ts';
import type { EditId } from '../../core/edit/edit.ts';
import { ScreenError } from '../../core/views/screen.ts';
import type { FormOpener } from './form-opener.ts';
import type { Identity } from './identity.ts';
import { BUTTON_PREFIX } from './names.ts';
import { openView } from './open-view.ts';
import { reasonForm } from './reason-form.ts';
import { renderLine } from './render.ts';
import { asked } from './slack-refusal.ts';
import { sorryFor } from './sorry.ts';

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
  logger: Logger;
}

/** Recut's own buttons. Slack gets its acknowledgement after the desk did what was asked. */
export function listenForButtons(app: App, parts: ButtonParts): void {
  app.action(
    { type: 'block_actions', action_id: new RegExp(`^${BUTTON_PREFIX}`) },
    async ({ ack, body, respond }) => {
      const pressed = press.parse(body);
      const answer = await parts.desk
        .press(toPress(pressed, parts.self))
        .catch((error: unknown) => undecided(error, parts.logger));
      failpoint('ack.before', 'press');
      await ack();
      failpoint('ack.after', 'press');
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

/** What Slack did not tell us is told to the person. Anything else is not acknowledged, and Slack shows that. */
function undecided(error: unknown, logger: Logger): PressAnswer {
  if (!(error instanceof ScreenError)) throw error;
  logger.error({ err: error }, 'a press could not be decided');
  return { kind: 'note', line: [sorryFor(error)] };
}

async function show(
  answer: PressAnswer,
  { trigger_id, user, container }: Press,
  { web, logger, forms }: ButtonParts,
  respond: RespondFn,
): Promise<void> {
  const { channel_id: channel, message_ts } = container;
  const thread = container.thread_ts ?? message_ts;
  const by = { trigger: trigger_id, person: user.id, respond };
  switch (answer.kind) {
    case 'done':
      return;
    case 'note': {
      const note = { channel, user: user.id, thread_ts: thread, ...renderLine(answer.line) };
      await asked('chat.postEphemeral', web.chat.postEphemeral(note));
      return;
    }
    case 'form': {
      const { clip: source, ...chosen } = answer.chosen;
      const clip = { kind: 'given' as const, source };
      return forms.open(by, { channel, thread, message: null, prompt: answer.prompt, clip, chosen });
    }
    case 'reason':
      await openView(by, reasonForm(answer, channel), { web, logger });
  }
}

import type { App, RespondFn } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Desk, PressAnswer } from '../../core/desk.ts';
import type { EditId } from '../../core/edit/edit.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import { ScreenError } from '../../core/views/screen.ts';
import type { Identity } from './identity.ts';
import { BUTTON_PREFIX, PANEL_PREFIX } from './names.ts';
import type { Asked, PrivateAnswers } from './private-answer.ts';
import { sorryFor } from './sorry.ts';

/** A press of a button in a message. */
const press = z.object({
  trigger_id: z.string(),
  response_url: z.string(),
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
  answers: PrivateAnswers;
  logger: Logger;
}

/** Recut's own buttons: of edits, and of panels. Slack gets its acknowledgement after the desk did what was asked. */
export function listenForButtons(app: App, parts: ButtonParts): void {
  const { desk, self } = parts;
  listenFor(app, BUTTON_PREFIX, parts, (pressed) => {
    const [{ action_id, value }] = pressed.actions;
    const action = action_id.slice(BUTTON_PREFIX.length);
    return desk.press({ ...actOf(pressed, self), action, edit: value as EditId });
  });
  listenFor(app, PANEL_PREFIX, parts, (pressed) =>
    desk.open({ ...actOf(pressed, self), token: pressed.actions[0].value }),
  );
}

function listenFor(
  app: App,
  prefix: string,
  { answers, logger }: ButtonParts,
  act: (pressed: Press) => Promise<PressAnswer>,
): void {
  app.action(
    { type: 'block_actions', action_id: new RegExp(`^${prefix}`) },
    async ({ ack, body, respond }) => {
      const pressed = press.parse(body);
      const answer = await act(pressed).catch((error: unknown) => undecided(error, logger));
      await acknowledging('press', () => ack());
      await answers.show(answer, askedBy(pressed, respond, prefix === PANEL_PREFIX));
    },
  );
}

function actOf({ user, container, actions: [button] }: Press, self: Identity) {
  const { channel_id: channel, message_ts } = container;
  return {
    keys: [`slack:press:${self.team}:${channel}:${message_ts}:${user.id}:${button.action_ts}`],
    person: user.id,
    place: { platform: 'slack', team: self.team, channel },
  };
}

/** The address of an answer to a message that everybody sees would change that message. */
function askedBy(pressed: Press, respond: RespondFn, inPanel: boolean): Asked {
  const { trigger_id: trigger, user, container, response_url } = pressed;
  return {
    trigger,
    person: user.id,
    respond,
    channel: container.channel_id,
    thread: container.thread_ts ?? container.message_ts,
    answerAt: inPanel ? response_url : null,
  };
}

/** What Slack did not tell us is told to the person. Anything else is not acknowledged, and Slack shows that. */
function undecided(error: unknown, logger: Logger): PressAnswer {
  if (!(error instanceof ScreenError)) throw error;
  logger.error({ err: error }, 'a press could not be decided');
  return { kind: 'note', line: [sorryFor(error)] };
}

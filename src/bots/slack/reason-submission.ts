import type { App, ViewResponseAction } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Desk, PressAnswer } from '../../core/desk.ts';
import type { Identity } from './identity.ts';
import { REASON_FORM } from './names.ts';
import { REASON_FIELD, readReason, reasonNote } from './reason-form.ts';
import { sorryFor } from './sorry.ts';

export interface ReasonParts {
  desk: Desk;
  self: Identity;
  logger: Logger;
}

const A_FEW_WORDS = 'A few words are needed here.';

/** A reason is sent: the same button is pressed again with it, and the form closes once that is decided. */
export function listenForReasons(app: App, { desk, self, logger }: ReasonParts): void {
  app.view(REASON_FORM, async ({ ack, body }) => {
    const { press, title } = readReason(body, self);
    const answer = await desk.press(press).then(
      (answer) => answerTo(answer, title),
      (error: unknown) => {
        logger.error({ err: error }, 'a reason could not be taken in');
        return beside(sorryFor(error));
      },
    );
    await ack(answer);
  });
}

function answerTo(answer: PressAnswer, title: string): ViewResponseAction {
  switch (answer.kind) {
    case 'note':
      return { response_action: 'update', view: reasonNote(title, answer.line) };
    case 'reason':
      return beside(A_FEW_WORDS);
    case 'done':
    case 'form':
      return { response_action: 'clear' };
  }
}

function beside(text: string): ViewResponseAction {
  return { response_action: 'errors', errors: { [REASON_FIELD]: text } };
}

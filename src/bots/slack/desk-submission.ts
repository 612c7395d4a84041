import type { App, ViewResponseAction } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Desk, PressAnswer } from '../../core/desk.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import { noteForm } from './desk-form.ts';
import { type DeskFormAnswer, readDeskForm } from './desk-form-answer.ts';
import type { Identity } from './identity.ts';
import { DESK_FORM } from './names.ts';
import type { Asked, PrivateAnswers } from './private-answer.ts';
import { respondAt } from './respond-at.ts';
import { sorryFor } from './sorry.ts';

export interface DeskSubmissionParts {
  desk: Desk;
  self: Identity;
  answers: PrivateAnswers;
  logger: Logger;
}

/** A form of the desk's is sent: it closes once what it asks is decided, or says beside its fields what is wrong. */
export function listenForDeskForms(app: App, { desk, self, answers, logger }: DeskSubmissionParts): void {
  app.view(DESK_FORM, async ({ ack, body }) => {
    const form = readDeskForm(body, self);
    const answer = await desk.submit(form.sent).catch((error: unknown) => {
      logger.error({ err: error }, 'a form could not be taken in');
      return { sorry: sorryFor(error) };
    });
    const said = 'sorry' in answer ? beside(form, answer.sorry) : await conclusion(answer, form, answers);
    await acknowledging('form', () => ack(said));
    if ('kind' in answer && answer.kind === 'panel') await answers.show(answer, askedBy(form));
  });
}

async function conclusion(
  answer: PressAnswer,
  form: DeskFormAnswer,
  answers: PrivateAnswers,
): Promise<ViewResponseAction> {
  switch (answer.kind) {
    case 'note':
      return { response_action: 'update', view: noteForm(form.title, answer.line) };
    case 'problems':
      return { response_action: 'errors', errors: form.errors(answer.problems) };
    case 'ask':
      return { response_action: 'update', view: await answers.view(answer.form, form.memo) };
    case 'done':
    case 'panel':
    case 'form':
      return { response_action: 'clear' };
  }
}

/** Beside the first field, whichever that is. */
function beside(form: DeskFormAnswer, text: string): ViewResponseAction {
  return { response_action: 'errors', errors: form.errors([{ field: '', text }]) };
}

/** A form that was sent opens nothing more: it has no trigger. */
function askedBy({ sent, memo }: DeskFormAnswer): Asked {
  const respond = respondAt(memo.answerAt ?? '');
  return {
    trigger: '',
    person: sent.person,
    respond,
    channel: memo.channel,
    thread: null,
    answerAt: memo.answerAt,
  };
}

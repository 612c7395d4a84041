import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Desk } from '../../core/desk.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import { within } from './deadline.ts';
import { readForm } from './form-answer.ts';
import { FIELD } from './form-fields.ts';
import { howToInvite } from './form-opener.ts';
import type { Identity } from './identity.ts';
import type { Membership } from './membership.ts';
import { EDIT_FORM } from './names.ts';

/** Slack shows an error after 3 s without an answer. */
const LOOK_MS = 1_500;

export interface SubmissionParts {
  desk: Desk;
  membership: Membership;
  self: Identity;
  logger: Logger;
}

/** The form is sent: its problems are shown beside the fields, or the edit is durable before the form closes. */
export function listenForSubmissions(app: App, { desk, membership, self, logger }: SubmissionParts): void {
  app.view(EDIT_FORM, async ({ ack, body }) => {
    const { ask, memo, errors } = readForm(body, self);
    try {
      const problems = await desk.problems(ask);
      if (problems.length > 0) return ack({ response_action: 'errors', errors: errors(problems) });
      if (memo.outside && (await isOutside(membership, memo.channel))) {
        return ack({
          response_action: 'errors',
          errors: { [FIELD.prompt]: howToInvite(memo.channel, self.name) },
        });
      }
      await desk.ask(ask);
    } catch (error) {
      logger.error({ err: error }, 'a form could not be accepted');
      const sorry =
        'Recut cannot take this in right now. Nothing was spent. Please send it again in a minute.';
      return ack({ response_action: 'errors', errors: { [FIELD.prompt]: sorry } });
    }
    await acknowledging('form', () => ack({ response_action: 'clear' }));
  });
}

/** Invited since the form was opened? When Slack does not say in time, the edit's thread will show it. */
async function isOutside(membership: Membership, channel: string): Promise<boolean> {
  const inside = await within(
    LOOK_MS,
    membership.enter(channel).catch(() => true),
  );
  return inside === false;
}

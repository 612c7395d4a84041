import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Desk } from '../../core/desk.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import { within } from './deadline.ts';
import { type FormAnswer, readForm } from './form-answer.ts';
import { FIELD } from './form-fields.ts';
import { howToInvite } from './form-opener.ts';
import type { Identity } from './identity.ts';
import type { Membership } from './membership.ts';
import { EDIT_FORM } from './names.ts';

/** Slack shows an error after 3 s without an answer. */
const ANSWER_MS = 2_500;
const LOOK_MS = 1_500;
const NOT_TAKEN = 'Recut cannot take this in right now. Nothing was spent. Please send it again in a minute.';

export interface SubmissionParts {
  desk: Desk;
  membership: Membership;
  self: Identity;
  logger: Logger;
}

/** The form is sent: its problems are shown beside the fields, or the edit is durable before the form closes. */
export function listenForSubmissions(app: App, parts: SubmissionParts): void {
  app.view(EDIT_FORM, async ({ ack, body }) => {
    const form = readForm(body, parts.self);
    const errors = await within(ANSWER_MS, take(form, parts)).catch((error: unknown) => {
      parts.logger.error({ err: error }, 'a form could not be accepted');
      return 'late' as const;
    });
    // Sent again it has the same key: should the first one have come through after all, it asks for nothing more.
    const sorry = { [FIELD.prompt]: NOT_TAKEN };
    if (errors === null) await acknowledging('form', () => ack({ response_action: 'clear' }));
    else await ack({ response_action: 'errors', errors: errors === 'late' ? sorry : errors });
  });
}

/** Resolves with what is wrong, by field; null when the edit is durable. */
async function take(
  { ask, memo, errors }: FormAnswer,
  { desk, membership, self }: SubmissionParts,
): Promise<Record<string, string> | null> {
  const problems = await desk.problems(ask);
  if (problems.length > 0) return errors(problems);
  if (memo.outside && (await isOutside(membership, memo.channel)))
    return { [FIELD.prompt]: howToInvite(memo.channel, self.name) };
  await desk.ask(ask);
  return null;
}

/** Invited since the form was opened? When Slack does not say in time, the edit's thread will show it. */
async function isOutside(membership: Membership, channel: string): Promise<boolean> {
  const inside = await within(
    LOOK_MS,
    membership.enter(channel).catch(() => true),
  );
  return inside === false;
}

import type { RespondFn } from '@slack/bolt';
import type { ModalView, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { asked } from './slack-refusal.ts';

/** What a person just did that opens a form. */
export interface Opening {
  /** The `trigger_id` of it, which lives 3 s. */
  trigger: string;
  person: string;
  /** Answers that person alone. */
  respond: RespondFn;
}

const NOT_OPENED = 'Slack did not open the form just now. Please try again.';

/**
 * Opens a form. When Slack does not, the person is told so, and nobody else.
 * @returns its id, or null
 */
export async function openView(
  { trigger, respond }: Opening,
  view: ModalView,
  { web, logger }: { web: WebClient; logger: Logger },
): Promise<string | null> {
  try {
    const opened = await asked('views.open', web.views.open({ trigger_id: trigger, view }));
    return opened.view?.id ?? null;
  } catch (error) {
    logger.warn({ err: error }, 'a form could not be opened');
    await respond({ response_type: 'ephemeral', replace_original: false, text: NOT_OPENED });
    return null;
  }
}

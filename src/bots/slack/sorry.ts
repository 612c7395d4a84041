import { ScreenError } from '../../core/views/screen.ts';

/** What a person is told when the desk could not decide about a press. */
export function sorryFor(error: unknown): string {
  if (!(error instanceof ScreenError)) {
    return 'Recut cannot take this in right now. Please try again in a minute.';
  }
  return error.retryable
    ? 'Slack did not say whether you may do this, so nothing was done. Please try again in a moment.'
    : 'Slack does not tell Recut who may do this, so nothing was done. The reason stands in the log of Recut.';
}

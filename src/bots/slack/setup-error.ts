import { RecutError } from '../../core/errors.ts';

/** The bot cannot connect. The message says in one sentence what to set, and where to get it. */
export class SlackSetupError extends RecutError {
  constructor(message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super('slack_setup', message, options);
  }
}

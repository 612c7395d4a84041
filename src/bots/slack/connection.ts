import type { Receiver } from '@slack/bolt';

/** How Slack reaches the bot. */
export interface Connection extends Receiver {
  /** True while events can come in. */
  connected(): boolean;
}

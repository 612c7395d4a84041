import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
import type { Hearing } from '../../core/hearing.ts';

/** What an operator gives the bot. It connects by Socket Mode when there is an `appToken`, else over HTTP. */
export interface SlackBotOptions {
  /** Bot User OAuth Token, `xoxb-…`. */
  botToken: string;
  /** App-level token with the scope `connections:write`, `xapp-…`: Socket Mode. */
  appToken?: string | undefined;
  /** HTTP mode: what Slack signs its requests with, and the port to listen on (`/slack/events`). */
  signingSecret?: string | undefined;
  port?: number | undefined;
  /** Base address of the Web API, such as `https://slack.com/api/`. */
  apiUrl: string;
  /** Hosts that the operator vouches for, as `host` or `host:port`. */
  trustedHosts: readonly string[];
  /** How many chat.update calls a minute may see; 40 if absent. */
  updatesPerMinute?: number;
  /** The largest file that the workspace takes; a gigabyte if absent. */
  uploadLimitBytes?: number;
  /** Remembers until when Slack was heard. */
  hearing: Hearing;
  logger: Logger;
  clock?: Clock;
}

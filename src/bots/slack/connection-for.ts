import type { Logger as SdkLogger } from '@slack/bolt';
import type { Connection } from './connection.ts';
import { HttpConnection } from './http-connection.ts';
import type { SlackBotOptions } from './options.ts';
import { SlackSetupError } from './setup-error.ts';
import { SocketConnection } from './socket-connection.ts';

/**
 * Socket Mode with an app-level token, else HTTP with a signing secret and a port.
 * @throws SlackSetupError when there is neither
 */
export function connectionFor(
  options: SlackBotOptions,
  sdkLogger: SdkLogger,
  onReturn: () => void,
): Connection {
  const { appToken, signingSecret, port, apiUrl, logger } = options;
  if (appToken) return new SocketConnection({ appToken, apiUrl, logger, sdkLogger, onReturn });
  if (signingSecret && port !== undefined) return new HttpConnection({ signingSecret, port, sdkLogger });
  throw new SlackSetupError(
    'Slack has no way to reach Recut: set SLACK_APP_TOKEN (xapp-…, from "Basic Information" of the app, with the scope connections:write) for Socket Mode, or SLACK_SIGNING_SECRET and SLACK_PORT for HTTP.',
  );
}

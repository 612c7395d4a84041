import type { Server } from 'node:http';
import { type App, HTTPReceiver, type Logger as SdkLogger } from '@slack/bolt';
import type { Connection } from './connection.ts';
import { within } from './deadline.ts';
import { SlackSetupError } from './setup-error.ts';

/** Time for requests that are being answered, once the bot stops. */
const GOODBYE_MS = 700;

/** Slack posts signed requests to `/slack/events` on this port; TLS ends in front of it. */
export class HttpConnection implements Connection {
  readonly #receiver: HTTPReceiver;
  readonly #port: number;
  #server: Pick<Server, 'listening' | 'closeAllConnections'> | null = null;

  constructor(options: { signingSecret: string; port: number; sdkLogger: SdkLogger }) {
    const { signingSecret, port, sdkLogger: logger } = options;
    this.#port = port;
    this.#receiver = new HTTPReceiver({ signingSecret, port, logger });
  }

  init(app: App): void {
    this.#receiver.init(app);
  }

  async start(): Promise<void> {
    this.#server = await this.#receiver.start(this.#port).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new SlackSetupError(`Recut cannot listen for Slack on port ${this.#port} (SLACK_PORT): ${why}`, {
        cause: error,
      });
    });
  }

  async stop(): Promise<void> {
    if (!this.#server) return;
    const server = this.#server;
    this.#server = null;
    if ((await within(GOODBYE_MS, this.#receiver.stop())) === 'late') server.closeAllConnections();
  }

  connected(): boolean {
    return this.#server?.listening ?? false;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { type App, type Logger as SdkLogger, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Connection } from './connection.ts';
import { within } from './deadline.ts';
import { SlackSetupError } from './setup-error.ts';
import { clientOptions } from './web-client.ts';

/** Slack greets a new socket at once; without a greeting it is dead. */
const HELLO_MS = 15_000;
const OPEN_MS = 10_000;
/** Time for Slack to agree to a close. */
const GOODBYE_MS = 700;
const LONGEST_GAP_MS = 30_000;

/**
 * Socket Mode, kept up by ourselves. The client's own reconnecting waits 5 s after every refresh that Slack asks for,
 * and ends the process by an unhandled rejection when Slack refuses a new socket (socket-mode 3.1.0).
 */
export class SocketConnection implements Connection {
  readonly #receiver: SocketModeReceiver;
  readonly #client: SocketModeReceiver['client'];
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  readonly #onReturn: () => void;
  #connected = false;

  /** `onReturn`: connected again after a time in which something may have been missed. */
  constructor(options: {
    appToken: string;
    apiUrl: string;
    logger: Logger;
    sdkLogger: SdkLogger;
    onReturn: () => void;
  }) {
    const { appToken, apiUrl, logger, sdkLogger } = options;
    this.#onReturn = options.onReturn;
    this.#receiver = new SocketModeReceiver({
      appToken,
      logger: sdkLogger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: clientOptions(apiUrl, sdkLogger, OPEN_MS) },
    });
    this.#client = this.#receiver.client;
    this.#logger = logger;
    this.#client.on('connected', () => {
      this.#connected = true;
    });
    this.#client.on('disconnected', () => this.#lost());
  }

  init(app: App): void {
    this.#receiver.init(app);
  }

  async start(): Promise<void> {
    await this.#open().catch((error: unknown) => {
      throw explained(error);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#close();
  }

  connected(): boolean {
    return this.#connected;
  }

  #lost(): void {
    if (!this.#connected) return;
    this.#connected = false;
    if (!this.#stopping.signal.aborted) void this.#reopen();
  }

  /** Tries until it succeeds or the bot stops: also when Slack refuses, because an operator may yet mend that. */
  async #reopen(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted; failures += 1) {
      try {
        await pause(gapMs(failures), undefined, { signal: this.#stopping.signal });
        await this.#open();
        this.#logger.info('connected to Slack again');
        this.#onReturn();
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#logger.warn({ why: explained(error).message, failures }, 'no connection to Slack yet');
      }
    }
  }

  async #open(): Promise<void> {
    const greeted = await within(HELLO_MS, this.#client.start());
    if (greeted !== 'late' && !this.#stopping.signal.aborted) return;
    await this.#close();
    throw new Error(greeted === 'late' ? 'Slack did not greet the new socket' : 'Recut is stopping');
  }

  async #close(): Promise<void> {
    // The second call is for a Slack that does not answer the first: it drops the socket.
    if ((await within(GOODBYE_MS, this.#client.disconnect())) === 'late') void this.#client.disconnect();
    this.#connected = false;
  }
}

/** At once, then 1 s, 2 s, 4 s …, each up to a quarter longer so that many bots do not come back in step. */
function gapMs(failures: number): number {
  if (failures === 0) return 0;
  return Math.min(LONGEST_GAP_MS, 1000 * 2 ** (failures - 1)) * (1 + Math.random() / 4);
}

function explained(error: unknown): SlackSetupError {
  if (error instanceof WebAPIPlatformError) {
    return new SlackSetupError(
      `Slack does not accept SLACK_APP_TOKEN (${error.data.error}): set it to an app-level token (xapp-…) with the scope connections:write, from "Basic Information" of the app, and turn on "Socket Mode".`,
      { cause: error },
    );
  }
  const why = error instanceof Error ? error.message : 'the socket was closed before Slack greeted it';
  return new SlackSetupError(`No socket to Slack: ${why}`, { cause: error, retryable: true });
}

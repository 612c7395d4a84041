import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { createLogger } from '../../log.ts';
import { startRecut } from '../../recut.ts';
import { Sandbox, type SandboxOptions } from '../sandbox.ts';

export interface TheatreOptions extends Pick<SandboxOptions, 'editMs' | 'edit'> {
  /** Where the bot's own log goes, so that it does not talk into the story. */
  logFile: string;
}

/**
 * The sandbox with the real bot connected to it, in a temporary folder that is gone once it closes.
 * The bot is the same that `npm start` runs; only its settings lead to loopback.
 */
export class Theatre implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly dir: string;
  readonly #opened: AsyncDisposableStack;

  private constructor(sandbox: Sandbox, dir: string, opened: AsyncDisposableStack) {
    this.sandbox = sandbox;
    this.dir = dir;
    this.#opened = opened;
  }

  static async open({ logFile, ...options }: TheatreOptions): Promise<Theatre> {
    const opened = new AsyncDisposableStack();
    try {
      const dir = await mkdtemp(join(tmpdir(), 'recut-demo-'));
      opened.defer(() => rm(dir, { recursive: true, force: true }));
      const log = await openLog(logFile);
      opened.defer(() => closeLog(log));
      const sandbox = await Sandbox.start({ dir, ...options });
      opened.defer(() => sandbox.stop());
      const config = readConfig(sandbox.env);
      const bot = await startRecut(config, createLogger(config.LOG_LEVEL, log));
      opened.defer(() => bot.stop());
      return new Theatre(sandbox, dir, opened);
    } catch (error) {
      await opened.disposeAsync();
      throw error;
    }
  }

  /** Stops the bot, then what it talks to, then removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }
}

async function openLog(file: string): Promise<WriteStream> {
  const log = createWriteStream(file);
  await once(log, 'open');
  return log;
}

async function closeLog(log: WriteStream): Promise<void> {
  log.end();
  await once(log, 'close');
}

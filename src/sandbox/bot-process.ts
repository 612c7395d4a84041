import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../..');
const READY = '"msg":"Recut is ready"';
const START_MS = 180_000;

/** The real bot in a process of its own, as an operator starts it; it can be stopped, or killed without warning. */
export class BotProcess {
  readonly #child: ChildProcess;
  #said = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    }
  }

  /** Resolves once it is connected everywhere. Rejects with what it said when it ends before. */
  static async start(env: Readonly<Record<string, string>>): Promise<BotProcess> {
    const child = spawn(process.execPath, await startArguments(), {
      // Away from any `.env` of this machine's own.
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'] ?? '', ...env, LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const bot = new BotProcess(child);
    await bot.#ready();
    return bot;
  }

  /** Everything it logged. */
  get log(): string {
    return this.#said;
  }

  /** Whether it still runs. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** SIGTERM; resolves with its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** SIGKILL: no chance to tidy up. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.isAlive) return this.#child.exitCode;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = await gone;
    return code;
  }

  async #ready(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const check = () => this.#said.includes(READY) && resolve();
    const ended = () => reject(new Error(`The bot ended before it was ready:\n${this.#said}`));
    const timer = setTimeout(
      () => reject(new Error(`The bot was not ready in time:\n${this.#said}`)),
      START_MS,
    );
    this.#child.stdout?.on('data', check);
    this.#child.once('exit', ended);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#child.stdout?.off('data', check);
      this.#child.off('exit', ended);
    }
  }
}

const manifest = z.object({ scripts: z.object({ start: z.string() }) });

/** What `npm start` gives to node, such as `--flag entry.mjs src/main.ts`, with the files found from anywhere. */
async function startArguments(): Promise<string[]> {
  const { scripts } = manifest.parse(JSON.parse(await readFile(resolve(ROOT, 'package.json'), 'utf8')));
  const [, ...args] = scripts.start.split(' ');
  return args.map((arg) => (arg.startsWith('-') ? arg : resolve(ROOT, arg)));
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The demo as a person starts it, in a folder of its own and with its own place for temporary files. */
export class DemoRun {
  readonly folder: string;
  readonly temporary: string;
  readonly #child: ChildProcess;
  readonly #exit: Promise<number>;
  #said = '';

  private constructor(folder: string, child: ChildProcess) {
    this.folder = folder;
    this.temporary = join(folder, 'tmp');
    this.#child = child;
    this.#exit = once(child, 'close').then(([code]) => code as number);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    }
  }

  static async start(...args: readonly string[]): Promise<DemoRun> {
    const folder = await mkdtemp(join(tmpdir(), 'recut-demo-test-'));
    await mkdir(join(folder, 'tmp'));
    const child = spawn(
      process.execPath,
      [join(ROOT, 'entry.mjs'), join(ROOT, 'src/sandbox/demo.ts'), ...args],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'], TMPDIR: join(folder, 'tmp') },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return new DemoRun(folder, child);
  }

  /** Everything it wrote, in the order it came. */
  get said(): string {
    return this.#said;
  }

  /** Its exit code, once it ended by itself. */
  ended(): Promise<number> {
    return this.#exit;
  }

  /** As Ctrl-C does. */
  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  /** What it left of its own among the temporary files. */
  async leftovers(): Promise<string[]> {
    return (await readdir(this.temporary)).filter((name) => name.startsWith('recut-'));
  }

  async remove(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    await this.#exit;
    await rm(this.folder, { recursive: true, force: true });
  }
}

import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from './house.ts';

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'bent-clock.preload.ts')).href;

/** The clock of the machine on which a bot runs apart. */
export class MachineClock {
  readonly #dir: string;
  #offset = 0;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async open(): Promise<MachineClock> {
    const clock = new MachineClock(await mkdtemp(join(tmpdir(), 'recut-clock-')));
    await clock.shift(0);
    return clock;
  }

  /** What the bot is told, so that it reads this clock. */
  get settings(): Record<string, string> {
    return { NODE_OPTIONS: `--import=${PRELOAD}`, CLOCK_FILE: this.#file };
  }

  now(): number {
    return Date.now() + this.#offset;
  }

  /** Sets it to a time. */
  async set(time: number): Promise<void> {
    await this.shift(time - Date.now());
  }

  /** Sets it so many milliseconds off the true time. */
  async shift(ms: number): Promise<void> {
    this.#offset = ms;
    await writeFile(`${this.#file}.new`, String(this.#offset));
    await rename(`${this.#file}.new`, this.#file);
  }

  async reaches(time: number): Promise<void> {
    await until(`the clock says ${new Date(time).toISOString()}`, () => this.now() >= time);
  }

  async close(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }

  get #file(): string {
    return join(this.#dir, 'offset');
  }
}

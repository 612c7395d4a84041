import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';

/** For the database to go on, and for a take or two. */
const LEAST_BYTES = 200_000_000;
/** Written and taken away again, to see whether the disk still takes anything. */
const TRIAL = '.disk-trial';

/** Whether the disk can keep what is about to be paid for. Says so in the log when that changes. */
export class DiskRoom {
  readonly #folder: string;
  readonly #least: number;
  readonly #logger: Logger;
  #problem: string | null = null;

  constructor(folder: string, logger: Logger, least = LEAST_BYTES) {
    this.#folder = folder;
    this.#logger = logger;
    this.#least = least;
  }

  /** A disk that does not even say how full it is counts as full. */
  async has(): Promise<boolean> {
    const leftBytes = await statfs(this.#folder).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => 0,
    );
    const problem = leftBytes < this.#least ? 'the disk is full' : await this.#refusal();
    if (problem !== this.#problem) this.#say(problem, leftBytes);
    this.#problem = problem;
    return problem === null;
  }

  /** Errors of a disk, and one that was made read-only, show when something is written through to it. */
  async #refusal(): Promise<string | null> {
    const trial = join(this.#folder, TRIAL);
    try {
      await writeFile(trial, 'x', { flush: true });
      await rm(trial, { force: true });
      return null;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return `the disk cannot be written to (${code})`;
    }
  }

  #say(problem: string | null, leftBytes: number): void {
    const facts = { folder: this.#folder, leftBytes, leastBytes: this.#least };
    if (problem === null) this.#logger.info(facts, 'the disk takes files again; edits go on');
    else this.#logger.error(facts, `${problem}: nothing new is submitted until there is room in DATA_DIR`);
  }
}

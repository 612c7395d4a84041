import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';

/** For the database to go on, and for a take or two. */
const LEAST_BYTES = 200_000_000;

/** Whether the disk has room for what is about to be paid for. Says so in the log when that changes. */
export class DiskRoom {
  readonly #folder: string;
  readonly #least: number;
  readonly #logger: Logger;
  #had = true;

  constructor(folder: string, logger: Logger, least = LEAST_BYTES) {
    this.#folder = folder;
    this.#logger = logger;
    this.#least = least;
  }

  /** A disk that does not even say how full it is counts as full. */
  async has(): Promise<boolean> {
    const left = await statfs(this.#folder).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => 0,
    );
    const has = left >= this.#least;
    if (has !== this.#had) this.#say(has, left);
    this.#had = has;
    return has;
  }

  #say(has: boolean, leftBytes: number): void {
    const facts = { folder: this.#folder, leftBytes, leastBytes: this.#least };
    if (has) this.#logger.info(facts, 'the disk has room again; edits go on');
    else
      this.#logger.error(facts, 'the disk is full: nothing new is submitted until there is room in DATA_DIR');
  }
}

import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock, Millis } from '../clock.ts';

const SAFE_ID = /^[A-Za-z0-9]{1,40}$/;
const SAFE_FILE = /^[a-z0-9]{1,20}$/;

/** The pictures of libraries: one folder per saved thing below one root, each owned by the row of that id. */
export class LibraryFiles {
  readonly #root: string;
  readonly #clock: Clock;

  constructor(root: string, clock: Clock) {
    this.#root = resolve(root);
    this.#clock = clock;
  }

  /** @throws RangeError for an id or a name that was not made here */
  pathFor(item: string, file: string): string {
    if (!SAFE_ID.test(item) || !SAFE_FILE.test(file)) throw new RangeError('not the name of a saved picture');
    return join(this.#root, item, file);
  }

  async prepare(item: string): Promise<void> {
    await mkdir(this.#folder(item), { recursive: true });
  }

  async remove(item: string): Promise<void> {
    await rm(this.#folder(item), { recursive: true, force: true });
  }

  /** The folders that are older than `ageMs`: whatever is still being saved is younger. */
  async olderThan(ageMs: Millis): Promise<string[]> {
    const names = await readdir(this.#root).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const items = names.filter((name) => SAFE_ID.test(name));
    const ages = await Promise.all(items.map((item) => this.#age(item)));
    return items.filter((_, index) => (ages[index] ?? 0) >= ageMs);
  }

  async #age(item: string): Promise<Millis> {
    const changed = await stat(this.#folder(item)).catch(() => null);
    return changed ? this.#clock.now() - changed.mtimeMs : 0;
  }

  #folder(item: string): string {
    if (!SAFE_ID.test(item)) throw new RangeError('not the id of something saved');
    return join(this.#root, item);
  }
}

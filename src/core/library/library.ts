import { stat } from 'node:fs/promises';
import type { Millis } from '../clock.ts';
import type { Saved } from '../edit/pictures.ts';
import { nameKey } from '../edit/prompt-names.ts';
import type { LibraryFiles } from './library-files.ts';
import type { AddResult, LibraryStore } from './library-store.ts';
import { asSaved, type LibraryTeam, type SavedItem } from './saved-item.ts';

/** How much a team may save. Fifty names are as many as a person finds their way in. */
export const LIBRARY_LIMITS = { items: 50, bytes: 300_000_000 } as const;

/** Long enough for every download and every check of pictures that are being saved. */
const ORPHAN_MS = 60 * 60_000;

/** What teams have saved, with the pictures of it. */
export class Library {
  readonly files: LibraryFiles;
  readonly #store: LibraryStore;

  constructor(store: LibraryStore, files: LibraryFiles) {
    this.#store = store;
    this.files = files;
  }

  list(team: LibraryTeam): Promise<SavedItem[]> {
    return this.#store.list(team);
  }

  /** What prompts of the team may name, by name in lower case. */
  async names(team: LibraryTeam): Promise<ReadonlyMap<string, Saved>> {
    return new Map((await this.list(team)).map((item) => [nameKey(item.name), asSaved(item)]));
  }

  async find(team: LibraryTeam, name: string): Promise<SavedItem | null> {
    return (await this.list(team)).find((item) => nameKey(item.name) === nameKey(name)) ?? null;
  }

  /** Its pictures lie in its folder already; where it cannot be added they are removed again. */
  async add(item: SavedItem): Promise<AddResult> {
    let result: AddResult | null = null;
    try {
      result = await this.#store.add(item, LIBRARY_LIMITS);
      return result;
    } finally {
      // After a lost answer nobody knows: then the sweep finds out whether a row names the folder.
      if (result !== null && result.kind !== 'added') await this.files.remove(item.id);
    }
  }

  rename(team: LibraryTeam, id: string, name: string): ReturnType<LibraryStore['rename']> {
    return this.#store.rename(team, id, name);
  }

  async remove({ owner, id }: SavedItem): Promise<void> {
    await this.#store.remove(owner, id);
    await this.files.remove(id);
  }

  /** Where a picture lies; null when it was removed since. Only what this team has saved is found. */
  async picture(team: LibraryTeam, id: string, index: number): Promise<string | null> {
    const item = (await this.list(team)).find((each) => each.id === id);
    const picture = item?.pictures[index];
    if (!item || !picture) return null;
    const path = this.files.pathFor(item.id, picture.file);
    return (await isFile(path)) ? path : null;
  }

  /** Removes the folders that no row names: those of savings that were cut off. Resolves with their number. */
  async sweep(olderThanMs: Millis = ORPHAN_MS): Promise<number> {
    const old = await this.files.olderThan(olderThanMs);
    const known = await this.#store.known(old);
    const orphans = old.filter((id) => !known.has(id));
    for (const id of orphans) await this.files.remove(id);
    return orphans.length;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

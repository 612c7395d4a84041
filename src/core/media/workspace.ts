import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import type { Clock, Millis } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { EditId } from '../edit/edit.ts';

const SAFE_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Short enough for every file system with a suffix such as `.1a2b3c4d.part` behind it. */
const MAX_NAME = 100;

/**
 * The files of edits, one folder per edit below one root. Names come from people and servers; no path that leaves
 * here lies outside of the root.
 */
export class Workspace {
  readonly root: string;
  readonly #clock: Clock;

  constructor(root: string, clock: Clock = systemClock) {
    this.root = resolve(root);
    this.#clock = clock;
  }

  /**
   * The path of a file of an edit. Different names may become the same safe one, so number what must stay apart.
   * The folder is made by whatever is the first to write there.
   */
  pathFor(edit: EditId, file: string): string {
    return join(this.#folder(edit), safeName(file));
  }

  /** Bytes of all files of an edit; 0 when it has none. */
  async size(edit: EditId): Promise<number> {
    return sizeOf(this.#folder(edit));
  }

  /** Bytes of all files of all edits. */
  async totalSize(): Promise<number> {
    return sizeOf(this.root);
  }

  async remove(edit: EditId): Promise<void> {
    await rm(this.#folder(edit), { recursive: true, force: true });
  }

  /**
   * Removes the folders that nothing was written to for `maxAgeMs`, except those of `keep`. Resolves with what
   * went. `before` each goes it is asked whether it may: one that may not stays for the next time.
   */
  async sweep(
    maxAgeMs: number,
    keep: ReadonlySet<EditId>,
    before: (edit: EditId) => Promise<boolean> = async () => true,
  ): Promise<EditId[]> {
    const gone: EditId[] = [];
    for (const entry of await readdir(this.root, { withFileTypes: true }).catch(emptyWhenMissing)) {
      const edit = entry.name as EditId;
      if (!entry.isDirectory() || !SAFE_ID.test(edit) || keep.has(edit)) continue;
      if (this.#clock.now() - (await lastChange(this.#folder(edit))) < maxAgeMs) continue;
      if (!(await before(edit))) continue;
      await this.remove(edit);
      gone.push(edit);
    }
    return gone;
  }

  /**
   * Removes files that were being written (`.part`) when their process died: nothing was written to them for
   * `maxAgeMs`. Resolves with how many.
   */
  async sweepParts(maxAgeMs: number): Promise<number> {
    const parts = (await filesBelow(this.root)).filter((path) => path.endsWith('.part'));
    let gone = 0;
    for (const path of parts) {
      const found = await statOrNull(path);
      if (!found || this.#clock.now() - found.mtimeMs < maxAgeMs) continue;
      await rm(path, { force: true });
      gone += 1;
    }
    return gone;
  }

  #folder(edit: EditId): string {
    const folder = join(this.root, edit);
    if (!SAFE_ID.test(edit) || !folder.startsWith(this.root + sep)) {
      throw new RangeError('an edit id holds letters, digits, - and _ only');
    }
    return folder;
  }
}

/**
 * A file name that is one everywhere: its last path segment, with everything but ASCII letters, digits and `.-_`
 * replaced; no leading dot; shortened in the middle so that the extension stays.
 */
export function safeName(name: string): string {
  const last = basename(name.replaceAll('\\', '/'));
  const plain = last.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^\.+/, '');
  if (plain.replace(/[._-]/g, '') === '') return 'file';
  const dot = plain.lastIndexOf('.');
  const extension = dot > 0 ? plain.slice(dot).slice(0, 12) : '';
  const stem = dot > 0 ? plain.slice(0, dot) : plain;
  return stem.slice(0, MAX_NAME - extension.length) + extension;
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const path of await filesBelow(folder)) bytes += (await statOrNull(path))?.size ?? 0;
  return bytes;
}

async function lastChange(folder: string): Promise<Millis> {
  let latest = (await statOrNull(folder))?.mtimeMs ?? 0;
  for (const path of await filesBelow(folder)) {
    latest = Math.max(latest, (await statOrNull(path))?.mtimeMs ?? 0);
  }
  return latest;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(emptyWhenMissing);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Files come and go while we look. */
async function statOrNull(path: string): Promise<{ size: number; mtimeMs: number } | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function emptyWhenMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

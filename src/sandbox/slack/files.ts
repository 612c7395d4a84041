import { copyFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type FileType, fileTypeOf } from './file-types.ts';
import type { Ids } from './ids.ts';

/** Where a file was posted. */
export interface Share {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
}

/** A file in the workspace; its bytes are on disk. */
export interface StoredFile extends FileType {
  /** `F…` */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText?: string;
  /** Bytes; for an upload that has not arrived yet, the length announced. */
  readonly size: number;
  /** The person or bot user it belongs to. */
  readonly owner: string;
  /** Epoch seconds. */
  readonly created: number;
  /** Where its bytes are. */
  readonly path: string;
  /** `announced` until the bytes arrived, `uploaded` until the upload was completed. */
  readonly state: 'announced' | 'uploaded' | 'complete' | 'deleted';
  readonly shares: readonly Share[];
  /** Given to the app in a form, which makes it visible to the bot without being posted. */
  readonly handedToApp: boolean;
}

/** A file on the disk of the person who attaches it. */
export interface Attachment {
  readonly path: string;
  /** What it is called in Slack; the name on disk if absent. */
  readonly name?: string;
  readonly title?: string;
}

/** The files of the workspace: facts in memory, bytes under one folder. */
export class Files {
  readonly #byId = new Map<string, StoredFile>();
  readonly #folder: string;
  readonly #ids: Ids;
  #now: () => number;

  constructor(folder: string, ids: Ids, now: () => number) {
    this.#folder = folder;
    this.#ids = ids;
    this.#now = now;
  }

  get(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  all(): StoredFile[] {
    return [...this.#byId.values()];
  }

  /** A file whose bytes are still to come. */
  announce(owner: string, name: string, size: number, altText?: string): StoredFile {
    const id = this.#ids.next('F');
    return this.#keep({
      ...fileTypeOf(name),
      id,
      name,
      title: name,
      ...(altText === undefined ? {} : { altText }),
      size,
      owner,
      created: Math.floor(this.#now() / 1000),
      path: path.join(this.#folder, `${id}${path.extname(name).toLowerCase()}`),
      state: 'announced',
      shares: [],
      handedToApp: false,
    });
  }

  /** Copies a person's file into the workspace, ready to be posted or handed over. */
  async attach(owner: string, attachment: Attachment): Promise<StoredFile> {
    const { size } = await stat(attachment.path);
    const announced = this.announce(owner, attachment.name ?? path.basename(attachment.path), size);
    await copyFile(attachment.path, announced.path);
    return this.change(announced.id, { state: 'complete', title: attachment.title ?? announced.title });
  }

  change(id: string, change: Partial<StoredFile>): StoredFile {
    const file = this.#byId.get(id);
    if (!file) throw new Error(`There is no file ${id} in the workspace.`);
    return this.#keep({ ...file, ...change });
  }

  share(id: string, share: Share): StoredFile {
    return this.change(id, { shares: [...(this.#byId.get(id)?.shares ?? []), share] });
  }

  unshare(id: string, ts: string): void {
    const shares = this.#byId.get(id)?.shares ?? [];
    this.change(id, { shares: shares.filter((share) => share.ts !== ts) });
  }

  async delete(id: string): Promise<void> {
    const file = this.change(id, { state: 'deleted', shares: [] });
    await rm(file.path, { force: true });
  }

  #keep(file: StoredFile): StoredFile {
    this.#byId.set(file.id, file);
    return file;
  }
}

import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DiscordError } from '../discord-error.ts';
import type { Snowflakes } from '../world/snowflakes.ts';
import type { Wire } from '../world/wire.ts';
import { contentTypeOf } from './content-types.ts';
import type { SignedLinks } from './signed-links.ts';

/** A file that belongs to a message or to an interaction. */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly contentType: string | undefined;
  /** Where its bytes are on this machine. */
  readonly path: string;
  /** Its path below the CDN's root. */
  readonly cdnPath: string;
  readonly description: string | undefined;
  /** Uploaded with a command or a form: Discord keeps such files for a while only. */
  readonly ephemeral: boolean;
}

/** Bytes that arrived, before the request they came with was found valid. */
export interface StagedFile {
  readonly filename: string;
  readonly size: number;
  readonly path: string;
}

/** Keeps uploaded files below one directory and never holds one in memory. */
export class AttachmentStore {
  readonly #dir: string;
  readonly #ids: Snowflakes;

  constructor(dir: string, ids: Snowflakes) {
    this.#dir = dir;
    this.#ids = ids;
  }

  /**
   * Streams an upload to disk. A file over `limitBytes` is read to its end, so that the sender hears the
   * refusal (413/40005), but not kept.
   */
  async stage(filename: string, bytes: AsyncIterable<Uint8Array>, limitBytes: number): Promise<StagedFile> {
    const target = await this.#incoming();
    let size = 0;
    await pipeline(
      bytes,
      async function* upToTheLimit(chunks) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size <= limitBytes) yield chunk;
        }
      },
      createWriteStream(target),
    );
    const staged = { filename: safeName(filename), size, path: target };
    if (size <= limitBytes) return staged;
    await this.discard(staged);
    throw new DiscordError('requestTooLarge');
  }

  /** Takes a copy of a person's own file. */
  async stageCopy(filename: string, source: string): Promise<StagedFile> {
    const target = await this.#incoming();
    await copyFile(source, target);
    return { filename: safeName(filename), size: (await stat(target)).size, path: target };
  }

  /** Gives a staged file its id and its place; `folder` is a channel's id, or an application's if `ephemeral`. */
  async keep(
    staged: StagedFile,
    folder: string,
    { description, ephemeral = false }: { description?: string | undefined; ephemeral?: boolean } = {},
  ): Promise<Attachment> {
    const id = this.#ids.next();
    const cdnPath = [ephemeral ? 'ephemeral-attachments' : 'attachments', folder, id, staged.filename].join(
      '/',
    );
    const target = this.pathOf(cdnPath);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(staged.path, target);
    return {
      id,
      filename: staged.filename,
      size: staged.size,
      contentType: contentTypeOf(staged.filename),
      path: target,
      cdnPath,
      description,
      ephemeral,
    };
  }

  /** Where the file with this path below the CDN's root lies. */
  pathOf(cdnPath: string): string {
    return path.join(this.#dir, cdnPath);
  }

  async discard(staged: StagedFile): Promise<void> {
    await rm(staged.path, { force: true });
  }

  async #incoming(): Promise<string> {
    const folder = path.join(this.#dir, 'incoming');
    await mkdir(folder, { recursive: true });
    return path.join(folder, this.#ids.next());
  }
}

/** Discord keeps letters, digits, dots, dashes and underscores of a file name. */
function safeName(filename: string): string {
  return path.basename(filename).replace(/[^\p{L}\p{N}._-]+/gu, '_') || 'unknown';
}

export function attachmentObject(attachment: Attachment, links: SignedLinks): Wire {
  const url = links.sign(attachment.cdnPath);
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.size,
    url,
    proxy_url: url,
    ...(attachment.contentType ? { content_type: attachment.contentType } : {}),
    ...(attachment.description ? { description: attachment.description } : {}),
    ...(attachment.ephemeral ? { ephemeral: true } : {}),
  };
}

import { extname } from 'node:path';
import { Hono } from 'hono';
import type { ShownFile } from '../../page/protocol/file.ts';
import { serveFile } from '../../served-file.ts';

/** A file on this machine that the page may show. */
export interface OnShelf {
  /** Unique among all. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly path: string;
  readonly alt?: string | undefined;
}

/** What is shown in place; everything else, such as SVG or HTML, is only offered as a download. */
const SHOWN: Readonly<Record<string, readonly [type: string, kind: ShownFile['kind']]>> = {
  '.mp4': ['video/mp4', 'video'],
  '.m4v': ['video/mp4', 'video'],
  '.mov': ['video/quicktime', 'video'],
  '.webm': ['video/webm', 'video'],
  '.gif': ['image/gif', 'image'],
  '.jpeg': ['image/jpeg', 'image'],
  '.jpg': ['image/jpeg', 'image'],
  '.png': ['image/png', 'image'],
  '.webp': ['image/webp', 'image'],
};

/** As much of a file as is sent in answer to an open range. */
const PART_BYTES = 4_000_000;

/** The files that the page can get: those that were put here, and no others. */
export class Shelf {
  readonly #files = new Map<string, OnShelf>();

  put(file: OnShelf): ShownFile {
    this.#files.set(file.id, file);
    const [, kind] = SHOWN[extname(file.name).toLowerCase()] ?? [];
    const { id, name, bytes, alt = '' } = file;
    return { id, name, bytes, kind: kind ?? 'other', url: `/files/${encodeURIComponent(id)}`, alt };
  }

  get(id: string): OnShelf | undefined {
    return this.#files.get(id);
  }

  routes(): Hono {
    return new Hono().get('/files/:id', async (c) => {
      const file = this.#files.get(c.req.param('id'));
      if (!file) return c.text('There is no such file.', 404);
      const [type] = SHOWN[extname(file.name).toLowerCase()] ?? [];
      const range = shortened(c.req.header('range'));
      const answer = await serveFile(file.path, type ?? 'application/octet-stream', range);
      if (type === undefined || c.req.query('download') !== undefined) {
        const name = encodeURIComponent(file.name).replaceAll("'", '%27');
        answer.headers.set('content-disposition', `attachment; filename*=UTF-8''${name}`);
      }
      return answer;
    });
  }
}

/**
 * A browser asks for the rest of a video and reads it when it is played. Given a part at a time, it asks again when it
 * needs more, instead of keeping one of its few connections busy for every video on the page.
 */
function shortened(range: string | undefined): string | undefined {
  const start = /^bytes=(\d+)-$/.exec(range ?? '')?.[1];
  return start === undefined ? range : `bytes=${start}-${Number(start) + PART_BYTES - 1}`;
}

import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Hono } from 'hono';
import { ulid } from 'ulid';
import type { Answer } from '../../page/protocol/answer.ts';
import type { ShownFile } from '../../page/protocol/file.ts';
import type { Prop, Props } from '../props.ts';
import type { Shelf } from './shelf.ts';

/** As much as the bot fetches (`MAX_CLIP_MB`), and then some, so that its own refusal can be seen. */
const MOST_BYTES = 600_000_000;

/** The files that people on the page have at hand: the ready-made ones, and what they choose from their disk. */
export class Belongings {
  readonly #dir: string;
  readonly #shelf: Shelf;
  readonly #props = new Map<string, Prop>();

  constructor(dir: string, shelf: Shelf) {
    this.#dir = dir;
    this.#shelf = shelf;
  }

  /** @returns the clip and the picture */
  async add({ clip, image }: Props): Promise<ShownFile[]> {
    return Promise.all([this.#keep('own-clip', clip), this.#keep('own-image', image)]);
  }

  /** @throws Error when one of them is not there */
  pick(ids: readonly string[]): Prop[] {
    return ids.map((id) => {
      const prop = this.#props.get(id);
      if (!prop) throw new Error('That file is not here any more. Attach it again.');
      return prop;
    });
  }

  /** `POST /uploads?name=clip.mp4` with the bytes as the body, which go to disk as they come. */
  routes(): Hono {
    return new Hono().post('/uploads', async (c) => {
      const name = basename(c.req.query('name') ?? '').slice(-200) || 'file';
      const path = join(this.#dir, ulid());
      await mkdir(this.#dir, { recursive: true });
      const body = c.req.raw.body;
      if (!body) return c.json({ ok: false, problem: 'The file is empty.' } satisfies Answer, 400);
      try {
        await pipeline(Readable.fromWeb(body as never), upTo(MOST_BYTES), createWriteStream(path));
      } catch (error) {
        await rm(path, { force: true });
        if (!(error instanceof TooMuch)) throw error;
        return c.json({ ok: false, problem: error.message } satisfies Answer, 413);
      }
      return c.json({ ok: true, file: await this.#keep(ulid(), { name, path }) } satisfies Answer);
    });
  }

  async #keep(id: string, { name, path }: Prop): Promise<ShownFile> {
    this.#props.set(id, { name, path });
    return this.#shelf.put({ id, name, path, bytes: (await stat(path)).size });
  }
}

class TooMuch extends Error {}

function upTo(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(new TooMuch(`Files up to ${limit / 1_000_000} MB can be attached here.`));
      else done(null, chunk);
    },
  });
}

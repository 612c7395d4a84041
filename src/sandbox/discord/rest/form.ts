import type { Context } from 'hono';
import type { AttachmentStore, StagedFile } from '../cdn/attachments.ts';
import { DiscordError } from '../discord-error.ts';
import type { Env } from './env.ts';
import { boundaryOf, collect, MalformedMultipart, readMultipart } from './multipart.ts';

const MAX_JSON_BYTES = 1024 * 1024;

/** A body that may bring files: JSON, or multipart with `payload_json` and `files[n]`. */
export class Form implements AsyncDisposable {
  json: unknown = {};
  /** The files by their number `n`. */
  readonly files = new Map<string, StagedFile>();
  readonly #store: AttachmentStore;

  constructor(store: AttachmentStore) {
    this.#store = store;
  }

  /** Removes the files that no message took. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.files.values()].map((file) => this.#store.discard(file)));
  }
}

/** @throws DiscordError 40005 for a file over `limitBytes`, 50109 for a body that cannot be read */
export async function readForm(c: Context<Env>, store: AttachmentStore, limitBytes: number): Promise<Form> {
  const form = new Form(store);
  const boundary = boundaryOf(c.req.header('content-type') ?? '');
  if (boundary === undefined) {
    form.json = await readJson(c);
    return form;
  }
  const { incoming } = c.env;
  // Stopping half-way must not close the connection: the sender would never hear why.
  const source = incoming.iterator({ destroyOnReturn: false });
  try {
    for await (const part of readMultipart(source, boundary)) {
      const number = /^files\[(\d+)\]$/.exec(part.name)?.[1];
      if (part.name === 'payload_json') {
        form.json = parseJson(await collect(part.bytes, MAX_JSON_BYTES));
        c.set('body', form.json);
      } else if (number !== undefined && part.filename !== undefined) {
        form.files.set(number, await store.stage(part.filename, part.bytes, limitBytes));
      }
    }
    return form;
  } catch (error) {
    await form[Symbol.asyncDispose]();
    throw error instanceof MalformedMultipart ? new DiscordError('invalidBody') : error;
  }
}

export async function readJson(c: Context<Env>): Promise<unknown> {
  const json = parseJson(await c.req.text());
  c.set('body', json);
  return json;
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new DiscordError('invalidJson');
  }
}

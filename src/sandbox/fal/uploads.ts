import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { serveFile } from '../served-file.ts';
import type { Switches } from './switches.ts';

/** The body of a request for the address of an upload. */
export const UploadRequest = z.strictObject({
  content_type: z.string().min(1),
  file_name: z.string().min(1).max(255),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

/** The body of the request that ends an upload in parts. */
export const CompleteRequest = z.strictObject({
  parts: z.array(z.strictObject({ partNumber: z.int().positive(), etag: z.string() })).min(1),
});
export type CompleteRequest = z.infer<typeof CompleteRequest>;

interface Upload {
  file: string;
  contentType: string;
  /** What every address of this upload has to carry. */
  token: string;
  inParts: boolean;
  /** By number. */
  parts: Map<number, { file: string; etag: string }>;
  expiresAt: number;
  isStored: boolean;
}

/** Uploads to an address that is named first, whole or in parts, and the public address they are served at. */
export class Uploads {
  readonly #dir: string;
  readonly #url: string;
  readonly #switches: Switches;
  readonly #byId = new Map<string, Upload>();

  constructor(dir: string, url: string, switches: Switches) {
    this.#dir = dir;
    this.#url = url;
    this.#switches = switches;
  }

  /** Files that arrived whole. */
  get stored(): number {
    return this.#byId
      .values()
      .filter(({ isStored }) => isStored)
      .toArray().length;
  }

  start({ content_type: contentType, file_name: name }: UploadRequest, inParts: boolean): Response {
    const id = randomBytes(12).toString('hex');
    const token = randomBytes(8).toString('hex');
    const expiresAt = Date.now() + this.#switches.uploadMs;
    const file = path.join(this.#dir, id);
    this.#byId.set(id, {
      file,
      contentType,
      token,
      inParts,
      parts: new Map(),
      expiresAt,
      isStored: false,
    });
    return Response.json({
      file_url: `${this.#url}/media/${id}/${encodeURIComponent(name)}`,
      upload_url: `${this.#url}/uploads/${id}?token=${token}`,
    });
  }

  /** Takes a whole file straight to disk. Answers plainly, as an object store does. */
  async put(id: string, token: string | undefined, incoming: IncomingMessage): Promise<Response> {
    const upload = this.#open(id, token, incoming, false);
    if (upload instanceof Response) return upload;
    if (incoming.headers['content-type'] !== upload.contentType) return refuse(403, 'SignatureDoesNotMatch');
    await store(incoming, upload.file);
    upload.isStored = true;
    return new Response(null, { status: 200 });
  }

  /** Takes one part; the same number may come again. */
  async putPart(
    id: string,
    partNumber: number,
    token: string | undefined,
    incoming: IncomingMessage,
  ): Promise<Response> {
    const upload = this.#open(id, token, incoming, true);
    if (upload instanceof Response) return upload;
    const file = `${upload.file}.${partNumber}`;
    const etag = await store(incoming, file);
    upload.parts.set(partNumber, { file, etag });
    return Response.json({ partNumber, etag });
  }

  /** Puts the parts together. They must be all of them, in order, as they were taken. */
  async complete(
    id: string,
    token: string | undefined,
    { parts }: CompleteRequest,
    incoming: IncomingMessage,
  ): Promise<Response> {
    const upload = this.#open(id, token, incoming, true);
    if (upload instanceof Response) return upload;
    const taken = parts.map(({ partNumber, etag }, index) => {
      const part = upload.parts.get(partNumber);
      return partNumber === index + 1 && part?.etag === etag ? part.file : null;
    });
    if (taken.length !== upload.parts.size || taken.includes(null)) return refuse(400, 'InvalidPart');
    for (const file of taken.filter((each) => each !== null)) {
      await pipeline(createReadStream(file), createWriteStream(upload.file, { flags: 'a' }));
      await rm(file);
    }
    upload.isStored = true;
    return new Response(null, { status: 200 });
  }

  /** Forgets the upload that is served at this address. */
  expire(url: string): void {
    const [, , id = ''] = new URL(url).pathname.split('/');
    this.#byId.delete(id);
  }

  async serve(id: string, range: string | undefined): Promise<Response> {
    const upload = this.#byId.get(id);
    if (!upload?.isStored) return refuse(404, 'NoSuchKey');
    return await serveFile(upload.file, upload.contentType, range);
  }

  #open(
    id: string,
    token: string | undefined,
    { headers }: IncomingMessage,
    inParts: boolean,
  ): Upload | Response {
    const upload = this.#byId.get(id);
    if (upload?.inParts !== inParts) return refuse(404, 'NoSuchKey');
    if (upload.token !== token) return refuse(403, 'SignatureDoesNotMatch');
    if (Date.now() > upload.expiresAt) return refuse(403, 'AccessDenied: Request has expired');
    if (headers.authorization !== undefined) return refuse(400, 'Only one auth mechanism allowed');
    if (upload.isStored) return refuse(412, 'PreconditionFailed');
    return upload;
  }
}

function refuse(status: number, why: string): Response {
  return new Response(why, { status });
}

/** Resolves with the etag of what was written; nothing is left of what broke off. */
async function store(incoming: IncomingMessage, file: string): Promise<string> {
  const hash = createHash('md5');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(incoming, hashing, createWriteStream(file));
    return hash.digest('hex');
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

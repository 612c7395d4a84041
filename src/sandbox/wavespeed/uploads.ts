import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { serveFile } from '../served-file.ts';
import { failure, success } from './envelope.ts';
import type { Switches } from './switches.ts';

const LARGEST_UPLOAD = 300_000_000;

/** The body of a request for a ticket. */
export const TicketRequest = z.object({
  filename: z.string().min(1).max(255),
  size: z.int().positive(),
  content_type: z.string().default('application/octet-stream'),
});
export type TicketRequest = z.infer<typeof TicketRequest>;

interface Upload {
  file: string;
  size: number;
  contentType: string;
  /** Exactly the headers the PUT must carry. */
  headers: Record<string, string>;
  expiresAt: number;
  state: 'open' | 'writing' | 'stored';
}

/** Uploads by ticket: a request for one, a PUT of the bytes, and the public address they are served at. */
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
      .filter(({ state }) => state === 'stored')
      .toArray().length;
  }

  ticket({ filename, size, content_type: contentType }: TicketRequest): Response {
    if (size > LARGEST_UPLOAD) return failure(413, 'File too large');
    const id = randomBytes(12).toString('hex');
    const headers = {
      'Content-Type': contentType,
      'If-None-Match': '*',
      'X-Upload-Token': randomBytes(8).toString('hex'),
    };
    const expiresAt = Date.now() + this.#switches.ticketMs;
    const file = path.join(this.#dir, id);
    this.#byId.set(id, { file, size, contentType, headers, expiresAt, state: 'open' });
    return success({
      type: contentType.split('/')[0],
      download_url: `${this.#url}/media/${id}/${encodeURIComponent(filename)}`,
      filename,
      size,
      upload: {
        method: 'PUT',
        url: `${this.#url}/uploads/${id}`,
        headers,
        expires_at: new Date(expiresAt).toISOString(),
      },
    });
  }

  /** Takes the bytes of a ticket straight to disk. Answers plainly, as the object store behind the real tickets does. */
  async put(id: string, incoming: IncomingMessage): Promise<Response> {
    const upload = this.#byId.get(id);
    const refusal = upload ? whyNot(upload, incoming) : ([404, 'NoSuchKey'] as const);
    if (!upload || refusal) return new Response(refusal?.[1], { status: refusal?.[0] ?? 404 });
    upload.state = 'writing';
    try {
      await pipeline(incoming, createWriteStream(upload.file));
      upload.state = 'stored';
      return new Response(null, { status: 200 });
    } catch (error) {
      upload.state = 'open';
      await rm(upload.file, { force: true });
      throw error;
    }
  }

  /** Forgets the upload that is served at this address. */
  expire(url: string): void {
    const [, , id = ''] = new URL(url).pathname.split('/');
    this.#byId.delete(id);
  }

  async serve(id: string, range: string | undefined): Promise<Response> {
    const upload = this.#byId.get(id);
    if (upload?.state !== 'stored') return new Response('NoSuchKey', { status: 404 });
    return await serveFile(upload.file, upload.contentType, range);
  }
}

function whyNot(upload: Upload, { headers }: IncomingMessage): readonly [number, string] | undefined {
  if (upload.state !== 'open') return [412, 'PreconditionFailed'];
  if (Date.now() > upload.expiresAt) return [403, 'AccessDenied: Request has expired'];
  if (headers.authorization !== undefined) return [400, 'InvalidArgument: Only one auth mechanism allowed'];
  const odd = Object.entries(upload.headers).find(([name, value]) => headers[name.toLowerCase()] !== value);
  if (odd) return [403, `SignatureDoesNotMatch: ${odd[0]}`];
  if (headers['content-length'] !== String(upload.size)) return [400, 'IncompleteBody: Content-Length'];
  return undefined;
}

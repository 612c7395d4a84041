import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { serveFile } from '../served-file.ts';
import { failure } from './problem.ts';
import type { Switches } from './switches.ts';

const LARGEST_BODY = 300_000_000;
const DATA_ADDRESS = /^data:([\w.+-]+\/[\w.+-]+);base64,([A-Za-z0-9+/]+={0,2})$/;

/** A file that came, with the type its sender gave it. */
interface Upload {
  file: string;
  contentType: string;
}

const Body = z.strictObject({ data_urls: z.array(z.string().regex(DATA_ADDRESS)).min(1).max(10) });

/** Segmind Storage: takes files and serves each at an address of its own. */
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
    return this.#byId.size;
  }

  async take(request: Request): Promise<Response> {
    const type = request.headers.get('content-type') ?? '';
    if (Number(request.headers.get('content-length')) > LARGEST_BODY) return failure(413, 'File too large');
    if (this.#switches.uploadsAs === 'form') {
      if (!type.startsWith('multipart/form-data')) return failure(400, 'A form with a file is required');
      return await this.#takeForm(request);
    }
    if (!type.startsWith('application/json')) return failure(415, 'Content-Type must be application/json');
    return await this.#takeJson(request);
  }

  /** Forgets the upload that is served at this address. */
  expire(url: string): void {
    const [, , id = ''] = new URL(url).pathname.split('/');
    this.#byId.delete(id);
  }

  async serve(id: string, range: string | undefined): Promise<Response> {
    const upload = this.#byId.get(id);
    if (!upload) return new Response('NoSuchKey', { status: 404 });
    return await serveFile(upload.file, upload.contentType, range);
  }

  async #takeJson(request: Request): Promise<Response> {
    const body = Body.safeParse(await request.json().catch(() => undefined));
    if (!body.success) return failure(400, 'Files must be provided as base64-encoded data URLs.');
    const stored = body.data.data_urls.map(async (address) => {
      const [, contentType = '', data = ''] = DATA_ADDRESS.exec(address) ?? [];
      return await this.#store(Buffer.from(data, 'base64'), contentType);
    });
    return Response.json({ urls: await Promise.all(stored) });
  }

  async #takeForm(request: Request): Promise<Response> {
    const file = (await request.formData().catch(() => undefined))?.get('file');
    if (!(file instanceof File)) return failure(422, 'file: field required');
    const address = await this.#store(Buffer.from(await file.arrayBuffer()), file.type);
    return Response.json({ file_urls: [address] });
  }

  async #store(bytes: Uint8Array, contentType: string): Promise<string> {
    const id = randomBytes(12).toString('hex');
    const file = path.join(this.#dir, id);
    await writeFile(file, bytes);
    this.#byId.set(id, { file, contentType });
    return `${this.#url}/assets/${id}`;
  }
}

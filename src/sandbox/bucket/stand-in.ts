import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkSignature, type Key, type Refusal } from './check-signature.ts';

const BUCKET = 'recut-takes';
const KEY: Key = { id: 'SANDBOXKEY', secret: 'sandbox-secret-of-the-bucket', region: 'eu-test-1' };
/** `/<bucket>/<key>`; keys of the sandbox are plain. */
const ADDRESS = new RegExp(`^/${BUCKET}/([\\w./-]+)$`);

interface StoredObject {
  readonly path: string;
  readonly contentType: string;
}

/** An S3-compatible service with one bucket: PUT, GET and DELETE of objects, each only with a right signature. */
export class BucketStandIn {
  readonly #dir: string;
  readonly #server: Server;
  readonly #objects = new Map<string, StoredObject>();
  /** What it answers before it looks at a request: how many more times, and with which status. */
  failing = { times: 0, status: 503 };
  now: () => number = Date.now;

  private constructor(dir: string) {
    this.#dir = dir;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start({ dir }: { dir: string }): Promise<BucketStandIn> {
    await mkdir(dir, { recursive: true });
    const standIn = new BucketStandIn(dir);
    standIn.#server.listen(0, '127.0.0.1');
    await once(standIn.#server, 'listening');
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The settings that point a bot at it. */
  get env(): Readonly<Record<string, string>> {
    return {
      BUCKET_ENDPOINT: this.url,
      BUCKET_REGION: KEY.region,
      BUCKET_NAME: BUCKET,
      BUCKET_KEY_ID: KEY.id,
      BUCKET_SECRET: KEY.secret,
    };
  }

  get keys(): string[] {
    return [...this.#objects.keys()];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await once(this.#server.close(), 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.failing.times > 0) {
      this.failing.times -= 1;
      request.resume();
      response.writeHead(this.failing.status).end();
      return;
    }
    const url = new URL(request.url ?? '/', this.url);
    const key = ADDRESS.exec(url.pathname)?.[1];
    const refusal = checkSignature(request, KEY, this.now());
    if (refusal) return refuse(request, response, 403, refusal);
    if (!key) return refuse(request, response, 404, 'NoSuchKey');
    if (request.method === 'PUT') return this.#put(key, request, response);
    if (request.method === 'DELETE') return this.#delete(key, response);
    const object = this.#objects.get(key);
    if (!object) return refuse(request, response, 404, 'NoSuchKey');
    response.writeHead(200, {
      'content-type': object.contentType,
      'content-length': (await stat(object.path)).size,
      'content-disposition': url.searchParams.get('response-content-disposition') ?? 'inline',
    });
    await pipeline(createReadStream(object.path), response);
  }

  async #put(key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = join(this.#dir, key.replaceAll('/', '_'));
    const hash = createHash('sha256');
    request.on('data', (piece: Buffer) => hash.update(piece));
    await pipeline(request, createWriteStream(path));
    if (hash.digest('hex') !== request.headers['x-amz-content-sha256']) {
      await rm(path);
      return refuse(request, response, 400, 'XAmzContentSHA256Mismatch');
    }
    const contentType = request.headers['content-type'] ?? 'binary/octet-stream';
    this.#objects.set(key, { path, contentType });
    response.writeHead(200).end();
  }

  async #delete(key: string, response: ServerResponse): Promise<void> {
    const object = this.#objects.get(key);
    this.#objects.delete(key);
    if (object) await rm(object.path);
    response.writeHead(204).end();
  }
}

type Code = Refusal | 'NoSuchKey' | 'XAmzContentSHA256Mismatch';

function refuse(request: IncomingMessage, response: ServerResponse, status: number, code: Code): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
}

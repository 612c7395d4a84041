import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The body as JSON, or undefined. */
  json: unknown;
}

/** Answered as JSON unless it is a string; undefined never answers. */
export interface Scripted {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** A server whose answers a test writes, and that remembers what it was asked. */
export class ScriptedApi {
  readonly seen: Seen[] = [];
  answer: (request: Seen) => Scripted | undefined = () => ({ status: 500 });
  readonly #server: Server;

  static async start(): Promise<ScriptedApi> {
    const api = new ScriptedApi();
    api.#server.listen(0, '127.0.0.1');
    await once(api.#server, 'listening');
    return api;
  }

  private constructor() {
    this.#server = createServer(async (incoming, outgoing) => {
      const chunks = await incoming.toArray().catch(() => null);
      // The client broke off.
      if (!chunks) return;
      const { method = '', url: path = '', headers } = incoming;
      const body = Buffer.concat(chunks);
      const request = { method, path, headers, body, json: jsonIn(body) };
      this.seen.push(request);
      const scripted = this.answer(request);
      if (!scripted) return;
      const { status = 200, headers: extra = {}, body: wanted = '' } = scripted;
      outgoing.writeHead(status, extra).end(typeof wanted === 'string' ? wanted : JSON.stringify(wanted));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  asked(part: string): Seen[] {
    return this.seen.filter(({ method, path }) => `${method} ${path}`.includes(part));
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

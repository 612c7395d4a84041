import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';

/** A server on loopback that listens before anybody says what it answers, so that its address can be in the answers. */
export class LoopbackServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly #server: Server;

  /** 0 takes any free port. */
  static async listen(port = 0): Promise<LoopbackServer> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new LoopbackServer(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  answerBy(answer: (request: Request, env: HttpBindings) => Promise<Response>): void {
    this.#server.on(
      'request',
      getRequestListener((request, env) => answer(request, env as never)),
    );
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

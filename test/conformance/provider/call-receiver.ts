import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { WebhookCall } from '../../../src/core/providers/webhook.ts';

/** A server that keeps every request it gets, as an adapter is given them. */
export class CallReceiver {
  readonly calls: WebhookCall[] = [];
  /** The names of the headers of each. */
  readonly headers: string[][] = [];
  readonly #server: Server;

  static async start(): Promise<CallReceiver> {
    const receiver = new CallReceiver();
    await once(receiver.#server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const { headers } = request;
      const body = await buffer(request);
      this.headers.push(Object.keys(headers));
      this.calls.push({ header: (name) => headers[name]?.toString(), body });
      response.writeHead(204).end();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhooks`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

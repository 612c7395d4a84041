import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What a raw server does once a whole request has arrived; `number` counts them from 1 over all connections. */
export type Behaviour = (socket: Socket, number: number) => void;

/** A server that counts connections and requests below HTTP, so that nothing a client resends escapes it. */
export class RawServer {
  readonly requests: string[] = [];
  connections = 0;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  /** `onConnect` sees each socket before anything is read from it. */
  static async start(behave: Behaviour, onConnect?: (socket: Socket) => void): Promise<RawServer> {
    const server = new RawServer(behave, onConnect);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  private constructor(behave: Behaviour, onConnect?: (socket: Socket) => void) {
    this.#server = createServer((socket) => {
      this.connections += 1;
      this.#open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#open.delete(socket));
      onConnect?.(socket);
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        for (let end = endOfRequest(text); end !== null; end = endOfRequest(text)) {
          this.requests.push(text.slice(0, end));
          text = text.slice(end);
          behave(socket, this.requests.length);
        }
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await closed;
  }
}

function endOfRequest(text: string): number | null {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return text.length >= end ? end : null;
}

export function http(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { 'content-type': 'application/json', 'content-length': String(body.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n${body}`;
}

import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isJsonObject, parseJson } from '../json.ts';
import { type Envelope, NotTaken, type Transport } from './transport.ts';

/** Why Slack asks a client to reconnect. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'too_many_websockets' | 'link_disabled';

/** An app may hold this many sockets at once. */
const mostSockets = 10;
/** The client library takes a server as dead that has pinged once and then is silent for 30 s. */
const pingEveryMs = 10_000;

interface Awaited {
  readonly socket: WebSocket;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: NotTaken) => void;
}

/** Socket Mode: the app calls, Slack sends envelopes down the sockets, each down one of them, in turn. */
export class SocketMode implements Transport {
  readonly timeoutReason = 'timeout';
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  #open: WebSocket[] = [];
  readonly #awaited = new Map<string, Awaited>();
  readonly #waiting = new Set<() => void>();
  readonly #appId: string;
  #onChange: (kind: 'bot_connected' | 'bot_disconnected') => void;
  readonly #pings: NodeJS.Timeout;

  constructor(appId: string, onChange: (kind: 'bot_connected' | 'bot_disconnected') => void) {
    this.#appId = appId;
    this.#onChange = onChange;
    this.#pings = setInterval(() => this.#ping(), pingEveryMs).unref();
  }

  /** How many sockets take envelopes. */
  get connections(): number {
    return this.#open.length;
  }

  get ready(): boolean {
    return this.#open.length > 0;
  }

  /** A path that opens one socket. */
  issuePath(): string {
    const ticket = randomBytes(16).toString('hex');
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  /** Answers the request to become a socket; a ticket is good for one. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome(socket));
  }

  whenReady(signal: AbortSignal): Promise<void> {
    if (this.ready || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  send(envelope: Envelope): Promise<unknown> {
    const socket = this.#open.shift();
    if (!socket) return Promise.reject(new NotTaken('lost', 'connection_failed'));
    this.#open.push(socket);
    return new Promise((resolve, reject) => {
      this.#awaited.set(envelope.id, { socket, resolve, reject });
      socket.send(JSON.stringify(frame(envelope)));
    });
  }

  /** Asks every connected client to reconnect; its sockets get nothing more. */
  disconnect(reason: DisconnectReason): void {
    for (const socket of this.#open.splice(0)) socket.send(JSON.stringify(farewell(reason)));
    this.#onChange('bot_disconnected');
  }

  /** Cuts every connection without a word, as a broken network does. */
  drop(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  stop(): void {
    clearInterval(this.#pings);
    this.drop();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    socket.on('message', (data) => this.#acknowledge(String(data)));
    socket.on('close', () => this.#forget(socket));
    socket.on('error', () => socket.terminate());
    if (this.#open.length >= mostSockets) {
      socket.send(JSON.stringify(farewell('too_many_websockets')));
      return;
    }
    this.#open.push(socket);
    socket.send(JSON.stringify(hello(this.#appId, this.#open.length)));
    this.#onChange('bot_connected');
    for (const resume of [...this.#waiting]) resume();
  }

  #acknowledge(data: string): void {
    const message = parseJson(data);
    if (!isJsonObject(message)) return;
    const id = String(message['envelope_id']);
    this.#awaited.get(id)?.resolve(message['payload']);
    this.#awaited.delete(id);
  }

  #ping(): void {
    for (const socket of this.#open) socket.ping();
  }

  #forget(socket: WebSocket): void {
    const wasOpen = this.#open.includes(socket);
    this.#open = this.#open.filter((open) => open !== socket);
    for (const [id, awaited] of this.#awaited) {
      if (awaited.socket !== socket) continue;
      this.#awaited.delete(id);
      awaited.reject(new NotTaken('lost', 'connection_failed'));
    }
    if (wasOpen) this.#onChange('bot_disconnected');
  }
}

function frame({ id, kind, payload, attempt, retryReason }: Envelope) {
  const takesAnswer = kind === 'slash_commands' || payload['type'] === 'view_submission';
  return {
    envelope_id: id,
    type: kind,
    payload,
    accepts_response_payload: takesAnswer,
    ...(kind === 'events_api' ? { retry_attempt: attempt, retry_reason: retryReason ?? '' } : {}),
  };
}

function hello(appId: string, connections: number) {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: appId },
  };
}

function farewell(reason: DisconnectReason) {
  return { type: 'disconnect', reason, debug_info: { host: 'sandbox' } };
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** How a server is away: whoever connects is cut off, or hears that it is not available. */
export type Absence = 'unreachable' | 'unavailable';

/** What a server does otherwise. */
const EVENTS = ['request', 'upgrade'] as const;
type Listener = Parameters<Server['on']>[1];

/** Takes a stand-in's server away for a while, and brings it back with everything that it knows. */
export class Absences {
  readonly #server: Server;
  #usual: ReadonlyMap<string, readonly Listener[]> | null = null;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Cuts off whoever is connected; websockets are their owner's to cut. */
  begin(how: Absence): void {
    this.end();
    const server = this.#server;
    this.#usual = new Map(EVENTS.map((event) => [event, server.listeners(event) as Listener[]]));
    for (const event of EVENTS) server.removeAllListeners(event);
    server.on('request', unavailable);
    server.on('upgrade', cut);
    if (how === 'unreachable') server.prependListener('connection', cut);
    server.closeAllConnections();
  }

  end(): void {
    const server = this.#server;
    server.off('request', unavailable);
    server.off('upgrade', cut);
    server.off('connection', cut);
    for (const [event, listeners] of this.#usual ?? []) {
      for (const listener of listeners) server.on(event, listener);
    }
    this.#usual = null;
  }
}

function unavailable(request: IncomingMessage, response: ServerResponse): void {
  // A sender that is still writing would not read the answer.
  request.resume().once('end', () => {
    response.writeHead(503, { 'content-type': 'text/html' });
    response.end('<!DOCTYPE html><title>Service unavailable</title>');
  });
}

/** The stream comes last, or second of an upgrade. */
function cut(...given: (IncomingMessage | Duplex)[]): void {
  const stream = given[1] ?? given[0];
  stream?.destroy();
}

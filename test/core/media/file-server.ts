import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface FileServer {
  /** `127.0.0.1:port`, or whatever address it listens at. */
  host: string;
  port: number;
  /** Every request it got, in order. */
  requests: IncomingMessage[];
  /** How many connections were made to it. */
  connections(): number;
}

/** A real server on loopback that is gone when the test is over. */
export async function serveFiles(
  answer: RequestListener,
  at: { address?: string; port?: number } = {},
): Promise<FileServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(at.port ?? 0, at.address ?? '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { address, port } = server.address() as AddressInfo;
  return { host: `${address}:${port}`, port, requests, connections: () => connections };
}

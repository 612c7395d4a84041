/**
 * A file store in a process of its own, so that what it needs is not counted as ours. Hands out tickets unless started
 * with `--no-tickets`, takes files, and tells by GET what it took last.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const hasTickets = !process.argv.includes('--no-tickets');
let taken = { bytes: 0, sha256: '' };

const server = createServer(async (incoming, outgoing) => {
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/o/1`;
  // In every provider's words at once.
  const answer = (data: object, status = 200) =>
    outgoing.writeHead(status).end(JSON.stringify({ code: status, data, urls: [address] }));
  if (incoming.method === 'GET') return void answer(taken);
  if (incoming.url?.endsWith('/media/uploads')) {
    incoming.resume();
    const upload = { method: 'PUT', url: address };
    return void answer({ download_url: address, upload }, hasTickets ? 200 : 404);
  }
  taken = await take(incoming);
  answer({ download_url: address });
});

async function take(incoming: IncomingMessage): Promise<typeof taken> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of incoming) {
    hash.update(chunk);
    bytes += chunk.length;
    // Slow now and then, so that the sender has to hold back.
    if (bytes % 50 === 0) await delay(5);
  }
  return { bytes, sha256: hash.digest('hex') };
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());

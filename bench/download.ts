/**
 * How much a process grows while it downloads large clips, and how fast that goes:
 *
 *     npx node --max-semi-space-size=1 bench/download.ts [megabytes]
 *
 * The first download shows what one costs, four more show that size adds nothing. V8 collects the pieces of a download
 * only after some 64 MB of them, unless its nursery is small; hence the flag. Exits with 1 above 64 MB.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Downloader } from '../src/core/media/download.ts';

const MB = 1_000_000;
const ALLOWED_GROWTH = 64 * MB;
const MORE = 4;
const LOOK_EVERY_MS = 10;

if (process.argv[2] === 'serve') serve(Number(process.argv[3]));
else await measure(Number(process.argv[2] ?? 180) * MB);

/** In a process of its own, so that only the downloading side is measured. */
function serve(bytes: number): void {
  const block = Buffer.alloc(MB, 7);
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes });
    let left = bytes;
    const pour = () => {
      while (left > 0) {
        const piece = block.subarray(0, Math.min(left, block.length));
        left -= piece.length;
        if (!response.write(piece)) return void response.once('drain', pour);
      }
      response.end();
    };
    pour();
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.once('disconnect', () => process.exit());
}

async function measure(bytes: number): Promise<void> {
  const server = fork(import.meta.filename, ['serve', String(bytes)]);
  const [port] = await once(server, 'message');
  const folder = await mkdtemp(join(tmpdir(), 'recut-bench-'));
  const host = `127.0.0.1:${port}`;
  const downloader = new Downloader({ trustedHosts: [host] });
  const limits = { bytes, connectMs: 5_000, stallMs: 30_000, totalMs: 300_000 };
  const { signal } = new AbortController();
  const download = () =>
    downloader.download({ url: `http://${host}/` }, join(folder, 'clip'), limits, signal);
  const before = process.memoryUsage.rss();
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, LOOK_EVERY_MS);
  try {
    const started = performance.now();
    await download();
    const rate = bytes / MB / ((performance.now() - started) / 1000);
    console.log(
      `${mb(bytes)} at ${rate.toFixed(0)} MB/s: the process grew from ${mb(before)} by ${mb(most - before)}`,
    );
    for (let count = 0; count < MORE; count += 1) await download();
    console.log(`${mb(MORE * bytes)} more: by ${mb(most - before)} in all`);
    if (most - before > ALLOWED_GROWTH) process.exitCode = 1;
  } finally {
    clearInterval(looking);
    server.disconnect();
    await rm(folder, { recursive: true });
  }
}

function mb(bytes: number): string {
  return `${(bytes / MB).toFixed(0)} MB`;
}

import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Downloaded, Downloader, type DownloadLimits } from '../../../src/core/media/download.ts';
import { serveFiles } from './file-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const LIMITS: DownloadLimits = { bytes: 1_000_000, connectMs: 2_000, stallMs: 5_000, totalMs: 20_000 };
const FILE = randomBytes(300_000);

interface Attempt {
  result: Promise<Downloaded>;
  folder: string;
  path: string;
}

async function fetchFrom(
  host: string,
  wish: { limits?: Partial<DownloadLimits>; bytes?: number; signal?: AbortSignal; path?: string } = {},
): Promise<Attempt> {
  const folder = await temporaryFolder();
  const path = join(folder, 'clip.mp4');
  const downloader = new Downloader({ trustedHosts: [host] });
  const result = downloader.download(
    { url: `http://${host}${wish.path ?? '/clip.mp4?signature=secret'}`, bytes: wish.bytes ?? null },
    path,
    { ...LIMITS, ...wish.limits },
    wish.signal ?? new AbortController().signal,
  );
  result.catch(() => undefined);
  return { result, folder, path };
}

async function expectNothingLeft({ folder }: Attempt): Promise<void> {
  expect(await readdir(folder)).toEqual([]);
}

/** Speaks HTTP by hand, to break its rules. */
async function serveRaw(speak: (say: (text: string) => void, hangUp: () => void) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () =>
      speak(
        (text) => socket.write(text),
        () => socket.destroySoon(),
      ),
    );
    onTestFinished(() => void socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sendFile: RequestListener = (_, response) => void response.end(FILE);

describe('a download', () => {
  it('brings the file to disk, with its size and its hash', async () => {
    const { host } = await serveFiles(sendFile);
    const attempt = await fetchFrom(host);
    const sha256 = createHash('sha256').update(FILE).digest('hex');
    expect(await attempt.result).toEqual({ bytes: FILE.length, sha256 });
    expect(await readFile(attempt.path)).toEqual(FILE);
    expect(await readdir(attempt.folder)).toEqual(['clip.mp4']);
  });

  it('makes the folder of its destination', async () => {
    const { host } = await serveFiles(sendFile);
    const folder = await temporaryFolder();
    const path = join(folder, 'edit', 'clip');
    const downloader = new Downloader({ trustedHosts: [host] });
    await downloader.download({ url: `http://${host}/` }, path, LIMITS, new AbortController().signal);
    expect(await readFile(path)).toEqual(FILE);
  });

  it('refuses an announced size over the limit before the body comes', async () => {
    const { host } = await serveFiles((_, response) => {
      response.writeHead(200, { 'content-length': '5000000' }).flushHeaders();
    });
    const attempt = await fetchFrom(host);
    await expect(attempt.result).rejects.toMatchObject({
      code: 'too_big',
      bytes: 5_000_000,
      retryable: false,
    });
    await expectNothingLeft(attempt);
  });

  it('stops an endless body at the limit and hangs up', async () => {
    const hungUp = Promise.withResolvers<void>();
    const { host } = await serveFiles((_, response) => {
      response.on('close', () => hungUp.resolve());
      pourFor(response);
    });
    const attempt = await fetchFrom(host);
    await expect(attempt.result).rejects.toMatchObject({ code: 'too_big', bytes: null });
    await hungUp.promise;
    await expectNothingLeft(attempt);
  });

  it.each([
    [404, 'not_found', false],
    [410, 'not_found', false],
    [401, 'forbidden', false],
    [403, 'forbidden', false],
    [400, 'unreachable', false],
    [429, 'unreachable', true],
    [500, 'unreachable', true],
    [503, 'unreachable', true],
    [206, 'unreachable', false],
  ])('takes status %i for %s, retryable: %s', async (status, code, retryable) => {
    const { host } = await serveFiles((_, response) => void response.writeHead(status).end('no'));
    const attempt = await fetchFrom(host);
    await expect(attempt.result).rejects.toMatchObject({ code, retryable });
    await expectNothingLeft(attempt);
  });

  it.each([
    ['declared as one', 'text/html; charset=utf-8', '<p>Please sign in</p>'],
    ['declared as a video', 'video/mp4', '\n <!DOCTYPE html><html><title>Sign in</title>'],
    ['declared as nothing', '', '<html lang="en">'],
  ])('tells a web page from a file when it is %s', async (_, type, page) => {
    const { host } = await serveFiles((_request, response) => {
      if (type) response.setHeader('content-type', type);
      response.end(page);
    });
    const attempt = await fetchFrom(host);
    await expect(attempt.result).rejects.toMatchObject({ code: 'html', retryable: false });
    await expectNothingLeft(attempt);
  });

  it('does not load a web page to its end', async () => {
    const hungUp = Promise.withResolvers<void>();
    const { host } = await serveFiles((_, response) => {
      response.on('close', () => hungUp.resolve());
      response.setHeader('content-type', 'text/html').write(`<!doctype html>${' '.repeat(1_000)}`);
    });
    const attempt = await fetchFrom(host);
    await expect(attempt.result).rejects.toMatchObject({ code: 'html' });
    await hungUp.promise;
    await expectNothingLeft(attempt);
  });

  it('takes a file that is wrongly declared as a web page', async () => {
    const clip = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), FILE]);
    const { host } = await serveFiles((_, response) => {
      response.setHeader('content-type', 'text/html').end(clip);
    });
    expect((await (await fetchFrom(host)).result).bytes).toBe(clip.length);
  });

  it('notices when the connection ends before the announced size', async () => {
    const host = await serveRaw((say, hangUp) => {
      say('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this');
      hangUp();
    });
    const attempt = await fetchFrom(host);
    await expect(attempt.result).rejects.toMatchObject({ code: 'truncated', retryable: true });
    await expectNothingLeft(attempt);
  });

  it('notices when a body in chunks ends without its last one', async () => {
    const host = await serveRaw((say, hangUp) => {
      say('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n');
      hangUp();
    });
    const attempt = await fetchFrom(host);
    await expect(attempt.result).rejects.toMatchObject({ code: 'truncated' });
    await expectNothingLeft(attempt);
  });

  it.each([
    ['announced', (response: ServerResponse) => response.end(FILE)],
    ['only found out at the end', (response: ServerResponse) => response.write(FILE, () => response.end())],
  ])('notices another size than the platform stated, %s', async (_, answer) => {
    const { host } = await serveFiles((_request, response) => void answer(response));
    const attempt = await fetchFrom(host, { bytes: FILE.length + 1 });
    await expect(attempt.result).rejects.toMatchObject({ code: 'wrong_size', retryable: true });
    await expectNothingLeft(attempt);
  });

  it('refuses a compressed answer that it did not ask for', async () => {
    const { host, requests } = await serveFiles((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(FILE);
    });
    await expect((await fetchFrom(host)).result).rejects.toMatchObject({ code: 'unreachable' });
    expect(requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('gives up on a server that says nothing', async () => {
    const { host } = await serveFiles(() => undefined);
    const attempt = await fetchFrom(host, { limits: { stallMs: 200 } });
    await expect(attempt.result).rejects.toMatchObject({ code: 'timed_out', retryable: true });
  });

  it('gives up on a server that sends its headers letter by letter', async () => {
    const host = await serveRaw((say) => {
      say('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => say('x'), 20);
      onTestFinished(() => clearInterval(timer));
    });
    const attempt = await fetchFrom(host, { limits: { stallMs: 300 } });
    await expect(attempt.result).rejects.toMatchObject({ code: 'timed_out' });
  });

  it('gives up on a body that stalls', async () => {
    const { host } = await serveFiles((_, response) => void response.write('begun'));
    const attempt = await fetchFrom(host, { limits: { stallMs: 200 } });
    await expect(attempt.result).rejects.toMatchObject({ code: 'timed_out' });
    await expectNothingLeft(attempt);
  });

  it('gives up on a body that drips', async () => {
    const { host } = await serveFiles((_, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const attempt = await fetchFrom(host, { limits: { totalMs: 400 } });
    await expect(attempt.result).rejects.toMatchObject({ code: 'timed_out' });
    await expectNothingLeft(attempt);
  });

  it('calls a closed port unreachable', async () => {
    const attempt = await fetchFrom('127.0.0.1:1');
    await expect(attempt.result).rejects.toMatchObject({ code: 'unreachable', retryable: true });
  });

  it('ends with the reason of the signal when aborted, and leaves nothing', async () => {
    const begun = Promise.withResolvers<void>();
    const { host } = await serveFiles((_, response) => {
      response.write(FILE, () => begun.resolve());
    });
    const stop = new AbortController();
    const attempt = await fetchFrom(host, { signal: stop.signal });
    await begun.promise;
    const reason = new Error('shutting down');
    stop.abort(reason);
    await expect(attempt.result).rejects.toBe(reason);
    await expectNothingLeft(attempt);
  });

  it('leaves an earlier file alone when it fails', async () => {
    const { host } = await serveFiles((_, response) => void response.writeHead(500).end());
    const attempt = await fetchFrom(host);
    await writeFile(attempt.path, 'earlier');
    await expect(attempt.result).rejects.toMatchObject({ code: 'unreachable' });
    expect(await readFile(attempt.path, 'utf8')).toBe('earlier');
  });

  it('never shows the address it was given', async () => {
    const { host } = await serveFiles((_, response) => void response.writeHead(403).end());
    for (const path of ['/clip?signature=secret', '/%zz?signature=secret']) {
      const attempt = await fetchFrom(host, { path });
      const error = await attempt.result.catch((caught: Error) => caught);
      expect(JSON.stringify([error, String(error), error instanceof Error && error.stack])).not.toContain(
        'secret',
      );
    }
  });
});

function pourFor(response: ServerResponse): void {
  const pour = () => {
    while (!response.destroyed && response.write(FILE));
    response.once('drain', pour);
  };
  pour();
}

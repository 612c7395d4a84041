import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Resolve } from '../../../src/core/media/connector.ts';
import { type Downloaded, Downloader, type DownloadLimits } from '../../../src/core/media/download.ts';
import { serveFiles } from './file-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const LIMITS: DownloadLimits = { bytes: 1_000, connectMs: 2_000, stallMs: 2_000, totalMs: 10_000 };
const NEVER = new AbortController().signal;

async function download(
  downloader: Downloader,
  url: string,
  token?: { hosts: string[] },
): Promise<Downloaded> {
  const path = join(await temporaryFolder(), 'clip');
  const errand = token
    ? { url, headers: { authorization: 'Bearer token' }, tokenHosts: token.hosts }
    : { url };
  return downloader.download(errand, path, LIMITS, NEVER);
}

/** Answers for names as told; each answer is used once, the last one for ever. */
function resolveTo(answers: Record<string, string[]>): { resolve: Resolve; asked: string[] } {
  const asked: string[] = [];
  const resolve: Resolve = (name, done) => {
    asked.push(name);
    const left = answers[name] ?? [];
    const address = left.length > 1 ? left.shift() : left[0];
    if (address === undefined) return done(new Error(`no such name: ${name}`), []);
    done(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
  };
  return { resolve, asked };
}

describe('an address in a private network', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://localhost:PORT/',
    'http://0.0.0.0:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://10.0.0.1/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
  ])('is refused without a connection: %s', async (form) => {
    const server = await serveFiles((_, response) => void response.end('inside'));
    const downloader = new Downloader({ trustedHosts: [] });
    const url = form.replace('PORT', String(server.port));
    await expect(download(downloader, url)).rejects.toMatchObject({
      code: 'private_address',
      retryable: false,
    });
    expect(server.connections()).toBe(0);
  });

  it('is refused when a public name points to it', async () => {
    const server = await serveFiles((_, response) => void response.end('inside'));
    const { resolve } = resolveTo({ 'clips.example': ['127.0.0.1'] });
    const downloader = new Downloader({ trustedHosts: [], resolve });
    const url = `http://clips.example:${server.port}/`;
    await expect(download(downloader, url)).rejects.toMatchObject({ code: 'private_address' });
    expect(server.connections()).toBe(0);
  });

  it('is refused when a name has it beside public ones', async () => {
    const resolve: Resolve = (_, done) =>
      done(null, [
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    const downloader = new Downloader({ trustedHosts: [], resolve });
    await expect(download(downloader, 'http://clips.example/')).rejects.toMatchObject({
      code: 'private_address',
    });
  });

  it('is refused when a redirect leads to it', async () => {
    const inside = await serveFiles((_, response) => void response.end('inside'));
    const outside = await serveFiles((_, response) => {
      response.writeHead(302, { location: `http://localhost:${inside.port}/` }).end();
    });
    const downloader = new Downloader({ trustedHosts: [outside.host] });
    await expect(download(downloader, `http://${outside.host}/`)).rejects.toMatchObject({
      code: 'private_address',
    });
    expect(inside.connections()).toBe(0);
  });

  it('is reached when its host is trusted, on the trusted port only', async () => {
    const trusted = await serveFiles((_, response) => void response.end('fine'));
    const other = await serveFiles((_, response) => void response.end('inside'));
    const downloader = new Downloader({ trustedHosts: [`LOCALHOST:${trusted.port}`] });
    expect((await download(downloader, `http://localhost:${trusted.port}/`)).bytes).toBe(4);
    await expect(download(downloader, `http://localhost:${other.port}/`)).rejects.toMatchObject({
      code: 'private_address',
    });
    expect(other.connections()).toBe(0);
  });
});

describe('a name that changes its address', () => {
  it('is connected to at the address that was checked, and checked again for the next connection', async () => {
    const outside = await serveFiles(
      (_, response) => {
        response.writeHead(302, { location: '/next', connection: 'close' }).end();
      },
      { address: '127.0.0.2' },
    );
    const inside = await serveFiles((_, response) => void response.end('inside'), { port: outside.port });
    const { resolve, asked } = resolveTo({ 'clips.example': ['127.0.0.2', '127.0.0.1'] });
    const isAllowed = (address: string) => address === '127.0.0.2';
    const downloader = new Downloader({ trustedHosts: [], resolve, isAllowed });
    const url = `http://clips.example:${outside.port}/`;
    await expect(download(downloader, url)).rejects.toMatchObject({ code: 'private_address' });
    expect(asked).toEqual(['clips.example', 'clips.example']);
    expect(outside.connections()).toBe(1);
    expect(inside.connections()).toBe(0);
  });

  it('would have been reached by a downloader without the check', async () => {
    const inside = await serveFiles((_, response) => void response.end('inside'));
    const { resolve } = resolveTo({ 'clips.example': ['127.0.0.1'] });
    const careless = new Downloader({ trustedHosts: [], resolve, isAllowed: () => true });
    expect((await download(careless, `http://clips.example:${inside.port}/`)).bytes).toBe(6);
  });
});

describe('redirects', () => {
  const hops = (count: number) =>
    serveFiles(({ url = '/0' }, response) => {
      const hop = Number(url.slice(1));
      if (hop >= count) return void response.end('here');
      response.writeHead([301, 302, 303, 307, 308][hop % 5] ?? 302, { location: `/${hop + 1}` }).end('moved');
    });

  it('are followed up to five times', async () => {
    const { host, requests } = await hops(5);
    const downloader = new Downloader({ trustedHosts: [host] });
    expect((await download(downloader, `http://${host}/0`)).bytes).toBe(4);
    expect(requests.map(({ method }) => method)).toEqual(Array(6).fill('GET'));
  });

  it('are not followed a sixth time', async () => {
    const { host } = await hops(6);
    const downloader = new Downloader({ trustedHosts: [host] });
    await expect(download(downloader, `http://${host}/0`)).rejects.toMatchObject({ code: 'bad_link' });
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.com/clip',
    'data:video/mp4;base64,AAAA',
    'javascript:alert(1)',
    'http://user:password@example.com/',
    'http://[broken/',
  ])('are not followed to %s', async (location) => {
    const { host } = await serveFiles((_, response) => void response.writeHead(302, { location }).end());
    const downloader = new Downloader({ trustedHosts: [host] });
    await expect(download(downloader, `http://${host}/`)).rejects.toMatchObject({ code: 'bad_link' });
  });
});

describe('a link', () => {
  it.each([
    'clip.mp4',
    '',
    'ftp://example.com/clip',
    'file:///etc/passwd',
    'http://files.slack.com@evil.example/clip',
    'https://:password@example.com/',
  ])('is bad as %s', async (url) => {
    const downloader = new Downloader({ trustedHosts: [] });
    await expect(download(downloader, url)).rejects.toMatchObject({ code: 'bad_link', retryable: false });
  });
});

describe('a token', () => {
  /** One server that answers for many names and sends the client from one to the next. */
  async function chain(names: string[]) {
    const next = new Map<string, string>();
    const server = await serveFiles(({ headers, url }, response) => {
      const to = next.get(`${headers.host}${url}`);
      if (to === undefined) return void response.end('here');
      response.writeHead(302, { location: to }).end();
    });
    const urls = names.map((name, index) => `http://${name}:${server.port}/${index}`);
    for (const [index, url] of urls.entries()) {
      const to = urls[index + 1];
      if (to) next.set(url.slice('http://'.length), to);
    }
    const { resolve } = resolveTo(Object.fromEntries(names.map((name) => [name, ['127.0.0.1']])));
    const shown = () => server.requests.map(({ headers }) => headers.authorization ?? null);
    return { start: urls[0] ?? '', port: server.port, resolve, shown };
  }

  it('is sent along between its own hosts', async () => {
    const { start, port, resolve, shown } = await chain(['files.slack.test', 'cdn.slack.test']);
    const trustedHosts = [`files.slack.test:${port}`, `cdn.slack.test:${port}`];
    await download(new Downloader({ trustedHosts, resolve }), start, { hosts: ['.slack.test'] });
    expect(shown()).toEqual(['Bearer token', 'Bearer token']);
  });

  it('is dropped on the way to any other host, and stays dropped on the way back', async () => {
    const { start, port, resolve, shown } = await chain([
      'files.slack.test',
      'cdn.example',
      'files.slack.test',
    ]);
    const trustedHosts = [`files.slack.test:${port}`, `cdn.example:${port}`];
    await download(new Downloader({ trustedHosts, resolve }), start, { hosts: ['.slack.test'] });
    expect(shown()).toEqual(['Bearer token', null, null]);
  });

  it('is not sent in the clear to a host that is not trusted', async () => {
    const { start, resolve, shown } = await chain(['files.slack.test']);
    const downloader = new Downloader({ trustedHosts: [], resolve, isAllowed: () => true });
    await download(downloader, start, { hosts: ['files.slack.test'] });
    expect(shown()).toEqual([null]);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { Agent, RetryAgent, request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/core/clock.ts';
import { type PostOutcome, postOnce } from '../../../../src/core/providers/http/post-once.ts';
import { type Behaviour, http, RawServer } from './raw-server.ts';

const PATIENT = { connect: 10_000, answer: 10_000, total: 15_000 };
const HASTY = { connect: 10_000, answer: 1_000, total: 2_500 };
/** Longer than anything that might be sent again would take. */
const SETTLE_MS = 300;

let server: RawServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(behave: Behaviour, onConnect?: Parameters<typeof RawServer.start>[1]) {
  server = await RawServer.start(behave, onConnect);
  return server;
}

function post(
  url: string,
  { limits = PATIENT, signal = new AbortController().signal } = {},
): Promise<PostOutcome> {
  const headers = { authorization: 'Bearer key-1', 'content-type': 'application/json' };
  return postOnce(
    { url: new URL(`${url}/run?x=1`), headers, body: '{"prompt":"dusk"}' },
    limits,
    systemClock,
    signal,
  );
}

describe('a paid request', () => {
  it('arrives as it was given, and its answer is read', async () => {
    const { url, requests } = await start((socket) => {
      socket.write(http(429, '{"a":1}', { 'retry-after': '7' }));
    });
    const answer = { status: 429, retryAfterMs: 7_000, json: { a: 1 } };
    expect(await post(url)).toMatchObject({ kind: 'answered', answer });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(/^POST \/run\?x=1 HTTP\/1.1\r\n/);
    expect(requests[0]).toContain('authorization: Bearer key-1');
    expect(requests[0]?.endsWith('{"prompt":"dusk"}')).toBe(true);
  });

  it('is read to the end where only the end of the connection ends the answer', async () => {
    const { url } = await start((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{"id":"p1"}'));
    expect(await post(url)).toMatchObject({ kind: 'answered', answer: { json: { id: 'p1' } } });
  });

  it('is not sent on after a redirect', async () => {
    const { url, requests } = await start((socket) => {
      socket.write(http(307, '', { location: `${url}/elsewhere` }));
    });
    expect(await post(url)).toMatchObject({ kind: 'answered', answer: { status: 307 } });
    await delay(SETTLE_MS);
    expect(requests).toHaveLength(1);
  });

  it('goes out on a connection of its own, so that none can have gone stale', async () => {
    const raw = await start((socket) => {
      socket.write(http(200, '{}', { connection: 'keep-alive', 'keep-alive': 'timeout=60' }));
      setTimeout(() => socket.destroy(), 5);
    });
    for (let sent = 0; sent < 5; sent += 1) {
      expect((await post(raw.url)).kind).toBe('answered');
      await delay(10);
    }
    expect(raw.requests).toHaveLength(5);
    expect(raw.connections).toBe(5);
  });
});

describe('a paid request that never left', () => {
  it('is known not to have, where the connection is refused', async () => {
    const { url } = await start(() => {});
    await server?.stop();
    server = undefined;
    expect(await post(url)).toEqual({
      kind: 'not_sent',
      problem: 'it refused the connection (ECONNREFUSED)',
    });
  });

  it('is known not to have, where the name does not exist', async () => {
    expect((await post('http://nowhere.invalid')).kind).toBe('not_sent');
  });

  it('is known not to have, where TLS fails', async () => {
    const { url, requests } = await start(
      () => {},
      (socket) => socket.end('this is not TLS'),
    );
    expect((await post(url.replace('http:', 'https:'))).kind).toBe('not_sent');
    expect(requests).toHaveLength(0);
  });

  it('is known not to have, where no connection comes about in time', async () => {
    // Accepted by the system, but the TLS handshake is never answered.
    const { url } = await start(() => {});
    const limits = { ...PATIENT, connect: 400 };
    expect((await post(url.replace('http:', 'https:'), { limits })).kind).toBe('not_sent');
  });

  it('is known not to have, where it was stopped before', async () => {
    const raw = await start(() => {});
    expect(await post(raw.url, { signal: AbortSignal.abort() })).toEqual({
      kind: 'not_sent',
      problem: 'it was stopped',
    });
    expect(raw.connections).toBe(0);
  });

  it('is known not to have, and at once, where it was stopped while connecting', async () => {
    const raw = await start(() => {});
    const before = Date.now();
    const sent = post(raw.url.replace('http:', 'https:'), { signal: AbortSignal.timeout(50) });
    expect((await sent).kind).toBe('not_sent');
    expect(Date.now() - before).toBeLessThan(PATIENT.connect);
  });
});

describe('a paid request whose answer is lost', () => {
  const losses: readonly [string, Behaviour][] = [
    ['the connection is reset', (socket) => socket.resetAndDestroy()],
    ['the connection is closed', (socket) => socket.end()],
    ['nothing is ever answered', () => {}],
    ['the answer stops in its head', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
    ['the answer stops in its body', (socket) => socket.end(http(200, '{}', { 'content-length': '9' }))],
    [
      'the answer hangs in its body',
      (socket) => void socket.write(http(200, '{}', { 'content-length': '9' })),
    ],
    [
      'the answer trickles without an end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const timer = setInterval(() => socket.write('{'), 100);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    ['the answer is no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n')],
    ['the answer is endless', (socket) => void socket.write(http(200, ' '.repeat(1_500_000)))],
  ];

  it.each(losses)('is sent once and never again when %s', async (when, behave) => {
    const raw = await start(behave);
    const limits = /nothing|hangs|trickles/.test(when) ? HASTY : PATIENT;
    expect((await post(raw.url, { limits })).kind).toBe('unanswered');
    await delay(SETTLE_MS);
    expect(raw.requests).toHaveLength(1);
    expect(raw.connections).toBe(1);
  });

  it('is not sent on a second connection when the first closes at once', async () => {
    const raw = await start(
      () => {},
      (socket) => socket.destroy(),
    );
    expect((await post(raw.url)).kind).toBe('unanswered');
    await delay(SETTLE_MS);
    expect(raw.connections).toBe(1);
  });

  it('may have arrived when it is stopped afterwards', async () => {
    const stop = new AbortController();
    const raw = await start(() => stop.abort());
    expect(await post(raw.url, { signal: stop.signal })).toEqual({
      kind: 'unanswered',
      problem: 'it was stopped',
    });
    expect(raw.requests).toHaveLength(1);
  });

  it('would be seen here if a client sent it again', async () => {
    const raw = await start((socket) => socket.resetAndDestroy());
    const agent = new RetryAgent(new Agent(), { methods: ['POST'], maxRetries: 2, minTimeout: 1 });
    const resent = request(raw.url, { method: 'POST', body: '{}', dispatcher: agent });
    await expect(resent).rejects.toThrow();
    expect(raw.requests).toHaveLength(3);
    await agent.destroy();
  });
});

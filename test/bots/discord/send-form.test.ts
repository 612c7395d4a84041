import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { REST, Routes } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { makeRequest } from '../../../src/bots/discord/send-form.ts';
import { TakeForm } from '../../../src/bots/discord/upload.ts';
import { takeOf } from './sample.ts';

const ROUTE = Routes.channelMessages('100000000000000200');

async function restTo(listener: RequestListener, timeout = 5000): Promise<REST> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return new REST({ api: `http://127.0.0.1:${port}/api`, retries: 1, timeout, makeRequest }).setToken(
    'token',
  );
}

async function formOf(bytes: Buffer): Promise<TakeForm> {
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-discord-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'take.mp4');
  await writeFile(file, bytes);
  const { file: sample } = takeOf();
  if (!sample) throw new Error('the sample has a file');
  return TakeForm.of({ content: 'Grüße' }, [{ ...sample, path: file }]);
}

const post = (rest: REST, body: TakeForm) => rest.post(ROUTE, { body, passThroughBody: true });

it('sends the message and every byte of the file, as a form of a known length', async () => {
  const bytes = randomBytes(1_500_000);
  const form = await formOf(bytes);
  let received: Record<string, unknown> = {};
  const rest = await restTo(async (request, response) => {
    const body = await new Response(await buffer(request), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData();
    const file = body.get('files[0]') as File;
    received = {
      authorization: request.headers.authorization,
      length: request.headers['content-length'],
      message: JSON.parse(String(body.get('payload_json'))),
      name: file.name,
      type: file.type,
      same: bytes.equals(Buffer.from(await file.arrayBuffer())),
    };
    response.setHeader('content-type', 'application/json').end('{"id":"1"}');
  });
  expect(await post(rest, form)).toEqual({ id: '1' });
  expect(received).toEqual({
    authorization: 'Bot token',
    length: String(form.bytes),
    message: { content: 'Grüße' },
    name: 'promo-take-1.mp4',
    type: 'video/mp4',
    same: true,
  });
});

it('takes an answer that comes before everything is sent, as with a file that is too large', async () => {
  const body = '{"code":40005,"message":"Request entity too large"}';
  const head = `HTTP/1.1 413 Too Large\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  let received = 0;
  const rest = await restTo((request) => {
    request.socket.write(head + body);
    request.on('data', (piece: Buffer) => {
      received += piece.length;
    });
  });
  const form = await formOf(randomBytes(50_000_000));
  await expect(post(rest, form)).rejects.toMatchObject({ status: 413, code: 40005 });
  expect(received).toBeLessThan(form.bytes);
});

it('sends everything once more when the connection breaks or nothing is answered in time, and then says so', async () => {
  let broken = 0;
  const form = await formOf(randomBytes(1_000_000));
  const breaking = await restTo((request) => {
    broken += 1;
    request.socket.resetAndDestroy();
  });
  await expect(post(breaking, form)).rejects.toThrow();
  expect(broken).toBe(2);

  let ignored = 0;
  const silent = await restTo(() => {
    ignored += 1;
  }, 100);
  await expect(post(silent, form)).rejects.toMatchObject({ name: 'AbortError' });
  expect(ignored).toBe(2);
});

it('says that nobody is there', async () => {
  const rest = new REST({ api: 'http://127.0.0.1:1/api', makeRequest }).setToken('token');
  await expect(post(rest, await formOf(randomBytes(1000)))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('leaves everything else to the library', async () => {
  const rest = await restTo(async (request, response) => {
    response.setHeader('content-type', 'application/json').end(await buffer(request));
  });
  expect(await rest.post(ROUTE, { body: { content: 'plain' } })).toEqual({ content: 'plain' });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { REST, Routes } from 'discord.js';
import { Keyv } from 'keyv';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { DiscordBot } from '../../../src/bots/discord/discord-bot.ts';
import { aHearing } from '../../core/a-hearing.ts';
import { takeOf } from './sample.ts';

const MB = 1_000_000;
const THREAD = '100000000000000200';
const PLACE = {
  platform: 'discord',
  team: '100000000000000099',
  channel: THREAD,
  thread: THREAD,
  message: null,
};

/** Takes whatever is sent and answers with how many bytes it was; in a process of its own, whose memory is not ours. */
const SINK = `
  const server = require('node:http').createServer((request, response) => {
    let bytes = 0;
    request.on('data', (piece) => { bytes += piece.length; });
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: String(bytes) }));
    });
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
`;

async function sink(): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, ['-e', SINK], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const [port] = await once(child.stdout ?? child, 'data');
  return `http://127.0.0.1:${port}/api`;
}

async function fileOf(megabytes: number): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-discord-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'take.mp4');
  const piece = Buffer.alloc(MB, 7);
  await pipeline(
    Array.from({ length: megabytes }, () => piece),
    createWriteStream(file),
  );
  return file;
}

/** The most that this process grows by while something goes on. */
async function growthDuring(act: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 2);
  await act().finally(() => clearInterval(timer));
  return (most - before) / MB;
}

it('uploads a take of 60 MB without the process growing by 64 MB', async () => {
  const apiUrl = await sink();
  const logger = pino({ level: 'silent' });
  const bot = new DiscordBot({
    token: 'unused',
    apiUrl,
    trustedHosts: [],
    memory: new Keyv(),
    hearing: aHearing(),
    logger,
  });
  onTestFinished(() => bot.stop());
  const take = async (megabytes: number) => {
    const { file } = takeOf();
    return takeOf({ file: file && { ...file, path: await fileOf(megabytes) } });
  };
  const [small, large] = [await take(1), await take(60)];
  await bot.post(PLACE, { message: small, nonce: 'small', mayExist: false });

  let bytes = '';
  const growth = await growthDuring(async () => {
    bytes = await bot.post(PLACE, { message: large, nonce: 'large', mayExist: false });
  });
  expect(Number(bytes)).toBeGreaterThan(60 * MB);
  expect(growth).toBeLessThan(64);
});

it('would notice: the same file as one of the library’s own attachments makes the process grow by more', async () => {
  const rest = new REST({ api: await sink() }).setToken('unused');
  const file = await fileOf(60);
  const growth = await growthDuring(async () => {
    const files = [{ name: 'take.mp4', data: await readFile(file) }];
    await rest.post(Routes.channelMessages(THREAD), { body: {}, files });
  });
  expect(growth).toBeGreaterThan(64);
});

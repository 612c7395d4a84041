import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { soon, standInForTest } from './real-bot.ts';

async function startBot(standIn: DiscordStandIn): Promise<ChildProcess> {
  const bot = fork(path.join(import.meta.dirname, 'ping-bot.child.ts'), [standIn.apiUrl, standIn.token]);
  onTestFinished(() => void bot.kill('SIGKILL'));
  await once(bot, 'message');
  return bot;
}

test('a bot that is killed leaves the person without an answer, and goes on when it is started again', async () => {
  const standIn = await standInForTest();
  const mara = standIn.person('Mara');
  const first = await startBot(standIn);
  expect(await mara.slash('/ping', {}, 'general')).toMatchObject({ kind: 'message' });

  first.kill('SIGKILL');
  await expect.poll(() => standIn.gateway.connected, soon).toBe(0);
  expect(await mara.slash('/ping', {}, 'general')).toMatchObject({ kind: 'no_response' });
  const second = await startBot(standIn);
  expect(await mara.slash('/ping', {}, 'general')).toMatchObject({ kind: 'message' });

  const said = standIn.messages('general').map(({ text }) => text);
  expect(said).toEqual([`Pong from ${first.pid}`, `Pong from ${second.pid}`]);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { SlackStandIn } from '../../../src/sandbox/slack/stand-in.ts';
import { standIn } from './started.ts';

function startBot(slack: SlackStandIn, manner: 'lives' | 'dies'): ChildProcess {
  const file = path.join(import.meta.dirname, 'crashing-bot.child.ts');
  const args = [file, slack.apiUrl, slack.botToken, slack.appToken, manner];
  const bot = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void bot.kill('SIGKILL'));
  return bot;
}

it('goes on where it was when the bot is killed and comes back', async () => {
  const slack = await standIn();
  const first = startBot(slack, 'dies');
  await vi.waitFor(() => expect(slack.connections).toBe(1), { timeout: 15_000 });

  await slack.person('Mara').post({ channel: '#campaign-x', text: '@Recut make it dusk' });
  const [, signal] = await once(first, 'exit');
  expect(signal).toBe('SIGKILL');
  await vi.waitFor(() => expect(slack.connections).toBe(0));
  const second = startBot(slack, 'lives');
  const [heard] = await once(second.stdout ?? second, 'data');
  await slack.settled();

  expect(JSON.parse(String(heard))).toEqual({ text: '<@U0RECUT0001> make it dusk', retry: 1 });
  expect(slack.deliveries.list().map(({ outcome }) => outcome)).toEqual(['lost', 'lost', 'acked', 'acked']);
}, 40_000);

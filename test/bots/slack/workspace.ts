import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach } from 'vitest';
import type { SlackBotOptions } from '../../../src/bots/slack/options.ts';
import { SlackBot } from '../../../src/bots/slack/slack-bot.ts';
import type { Place } from '../../../src/core/edit/edit.ts';
import { SlackStandIn, type SlackStandInOptions } from '../../../src/sandbox/slack/stand-in.ts';
import { aHearing } from '../../core/a-hearing.ts';
import { RecordingDesk } from './recording-desk.ts';

/** A workspace on loopback with the bot in it, and a desk that records. */
export interface Scene {
  slack: SlackStandIn;
  bot: SlackBot;
  desk: RecordingDesk;
  dir: string;
  /** Everything the bot logged, as lines of JSON. */
  log: string[];
  /** A file on a person's disk, filled with `bytes` bytes. */
  file(name: string, bytes?: number): Promise<{ path: string; name: string }>;
  /** Another bot for the same workspace, not started. */
  another(options?: Partial<SlackBotOptions>): SlackBot;
}

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Runs after the test, the last one given first. */
export function afterwards(clean: () => Promise<unknown>): void {
  cleanups.push(clean);
}

export interface SceneOptions extends Partial<SlackStandInOptions> {
  bot?: Partial<SlackBotOptions>;
  start?: boolean;
}

export async function scene({
  bot: botOptions = {},
  start = true,
  ...options
}: SceneOptions = {}): Promise<Scene> {
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-slack-'));
  afterwards(() => rm(dir, { recursive: true, force: true }));
  const slack = await SlackStandIn.start({ dir: path.join(dir, 'slack'), shareDelayMs: 20, ...options });
  afterwards(() => slack.stop());
  const log: string[] = [];
  const another = (more: Partial<SlackBotOptions> = {}) => {
    const bot = new SlackBot({
      botToken: slack.botToken,
      appToken: slack.appToken,
      apiUrl: slack.apiUrl,
      trustedHosts: [new URL(slack.url).host],
      hearing: aHearing(),
      logger: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
      ...botOptions,
      ...more,
    });
    afterwards(() => bot.stop());
    return bot;
  };
  const bot = another();
  const desk = new RecordingDesk();
  if (start) await bot.start(desk);
  const file = async (name: string, bytes = 1_000) => {
    const at = path.join(dir, name);
    await writeFile(at, Buffer.alloc(bytes, 7));
    return { path: at, name };
  };
  return { slack, bot, desk, dir, log, file, another };
}

/** Where Mara asks in #campaign-x. */
export function place(slack: SlackStandIn, at: Partial<Place> = {}): Place {
  return {
    platform: 'slack',
    team: slack.team.id,
    channel: slack.channel('campaign-x').id,
    thread: null,
    message: null,
    ...at,
  };
}

/** Breaks the bot's sockets, and waits until it has another; it may be too quick for anybody to see it without one. */
export async function breakSockets(slack: SlackStandIn, bot: SlackBot): Promise<void> {
  const opened = () => slack.calls.count('apps.connections.open');
  const before = opened();
  slack.dropSockets();
  await until(() => opened() > before && bot.connected());
}

/** Waits until `seen` gives something, up to two seconds or as told. */
export async function until<T>(seen: () => T | undefined | null | false, ms = 2_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const there = seen();
    if (there) return there;
    if (Date.now() > deadline) throw new Error(`Not seen within ${ms} ms: ${seen.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A folder beside the repository with what the platforms publish about themselves; absent in a lone clone. */
export function contract(file: string): string | null {
  const at = path.resolve(import.meta.dirname, '../../../../shared/contracts/slack', file);
  return existsSync(at) ? at : null;
}

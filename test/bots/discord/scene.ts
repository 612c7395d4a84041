import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Keyv } from 'keyv';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { DiscordBot, type DiscordBotOptions } from '../../../src/bots/discord/discord-bot.ts';
import type { Place } from '../../../src/core/edit/edit.ts';
import type { Settings } from '../../../src/sandbox/discord/settings.ts';
import { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';
import { aHearing } from '../../core/a-hearing.ts';
import { Contract, hasContract } from './contract.ts';
import { RecordingDesk } from './recording-desk.ts';

/** A Discord on loopback, a bot for it, and a desk that records. */
export interface Scene {
  discord: DiscordStandIn;
  bot: DiscordBot;
  desk: RecordingDesk;
  dir: string;
  /** Everything the bot logged, as lines of JSON. */
  log: string[];
  /** A file on a person's disk. */
  file(name: string, bytes?: number): Promise<{ name: string; path: string }>;
  /** Another bot for the same application, not started. It shares no memory with the first unless that is given. */
  another(options?: Partial<DiscordBotOptions>): DiscordBot;
}

interface SceneOptions {
  bot?: Partial<DiscordBotOptions>;
  settings?: Partial<Settings>;
  start?: boolean;
}

export async function scene({
  bot: options = {},
  settings = {},
  start = true,
}: SceneOptions = {}): Promise<Scene> {
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-discord-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const discord = await DiscordStandIn.start({ dir: path.join(dir, 'discord'), settings });
  onTestFinished(() => discord.stop());
  holdToContract(discord);
  const log: string[] = [];
  const another = (more: Partial<DiscordBotOptions> = {}) => {
    const bot = new DiscordBot({
      token: discord.token,
      apiUrl: discord.apiUrl,
      trustedHosts: [new URL(discord.url).host],
      memory: new Keyv(),
      hearing: aHearing(),
      logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
      ...options,
      ...more,
    });
    onTestFinished(() => bot.stop());
    return bot;
  };
  const bot = another();
  const desk = new RecordingDesk();
  if (start) await bot.start(desk);
  const file = async (name: string, bytes = 1000) => {
    const at = path.join(dir, name);
    await writeFile(at, randomBytes(bytes));
    return { name, path: at };
  };
  return { discord, bot, desk, dir, log, file, another };
}

const contract = hasContract ? new Contract() : undefined;

/** Every body that the bot sends must be as Discord describes it; where the description is absent, nothing is checked. */
function holdToContract(discord: DiscordStandIn): void {
  const wrong: unknown[] = [];
  discord.calls.onCall(({ route, request }) => {
    // A call without a body, or refused before anybody read it.
    if (request === undefined) return;
    const problems = contract?.problems(route, request);
    if (problems?.length !== 0) wrong.push({ route, request, problems });
  });
  onTestFinished(() => expect(contract ? wrong : []).toEqual([]));
}

/** Where somebody asked by a command in #campaign-x. */
export function placeIn(discord: DiscordStandIn, at: Partial<Place> = {}): Place {
  return {
    platform: 'discord',
    team: discord.guildId,
    channel: discord.channel('campaign-x').id,
    thread: null,
    message: null,
    ...at,
  };
}

/** Waits until the condition holds. */
export async function until<Value>(condition: () => Value): Promise<NonNullable<Value>> {
  return expect
    .poll(condition, { timeout: 5000, interval: 10 })
    .toBeTruthy()
    .then(() => condition() as NonNullable<Value>);
}

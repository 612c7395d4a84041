import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, type ClientOptions, Events, GatewayIntentBits, REST, type RESTOptions } from 'discord.js';
import { expect, onTestFinished } from 'vitest';
import type { PickedFile } from '../../../src/sandbox/discord/person/picked-file.ts';
import { DiscordStandIn, type DiscordStandInOptions } from '../../../src/sandbox/discord/stand-in.ts';
import { Contract } from './contract.ts';

/** How long a test polls for what the bot does; it goes on as soon as it is so. */
export const soon = { timeout: 15_000, interval: 20 };

const contract = Contract.load();

/** A stand-in for one test. Every call it hears is held against Discord's own description, where that is there. */
export async function standInForTest(
  options: Omit<DiscordStandInOptions, 'dir'> = {},
): Promise<DiscordStandIn> {
  const dir = await mkdtemp(path.join(tmpdir(), 'discord-stand-in-'));
  const standIn = await DiscordStandIn.start({ dir, ...options });
  const problems: string[] = [];
  if (contract) standIn.calls.onCall((call) => problems.push(...contract.problemsOf(call)));
  onTestFinished(async () => {
    await standIn.stop();
    await rm(dir, { recursive: true, force: true });
    expect(problems).toEqual([]);
  });
  return standIn;
}

/** The unmodified discord.js, logged in and ready. It is gone when the test ends. */
export async function connect(
  standIn: DiscordStandIn,
  { prepare, ...options }: Partial<ClientOptions> & { prepare?: (client: Client) => void } = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    ...options,
    rest: { api: standIn.apiUrl, ...options.rest },
  });
  const errors: Error[] = [];
  client.on(Events.Error, (error) => errors.push(error));
  onTestFinished(async () => {
    await client.destroy();
    expect(errors).toEqual([]);
  });
  prepare?.(client);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(standIn.token);
  return ready;
}

/** discord.js's REST client alone, for requests that its builders would not let through. */
export function restOf(standIn: DiscordStandIn, options: Partial<RESTOptions> = {}): REST {
  return new REST({ api: standIn.apiUrl, ...options }).setToken(standIn.token);
}

/** A file of this many bytes on a person's disk. */
export async function fileOf(bytes: number, name = 'clip.mp4'): Promise<PickedFile> {
  const dir = await mkdtemp(path.join(tmpdir(), 'persons-disk-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = path.join(dir, name);
  await writeFile(file, Buffer.alloc(bytes, name));
  return { name, path: file };
}

import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { openConfiguredDatabase } from '../../src/configured-database.ts';
import type { EditId } from '../../src/core/edit/edit.ts';
import { EVERYTHING } from '../../src/core/money/ledger.ts';
import { formatDollars, type Micros, micros } from '../../src/core/money/micros.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createLogger } from '../../src/log.ts';
import { type Running, startRecut } from '../../src/recut.ts';
import { BotProcess } from '../../src/sandbox/bot-process.ts';
import { type EditClip, editClip } from '../../src/sandbox/effects/edit-clip.ts';
import { type ProviderName, Sandbox } from '../../src/sandbox/sandbox.ts';

/** How long a story waits for anything to become true. */
const PATIENCE_MS = 60_000;

type Settings = Readonly<Record<string, string>>;

export interface HouseOptions {
  /** How long the provider takes for an edit at least. */
  editMs?: number;
  /** Makes the takes; cheaply unless told otherwise. */
  edit?: EditClip;
  /** The bot in a process of its own, so that it can be killed. */
  apart?: boolean;
  /** No bot yet: the story starts its own. */
  empty?: boolean;
  /** More environment of the first bot alone; those that follow it have none of this. */
  first?: Settings;
  /** Whose keys the bot has; WaveSpeedAI's alone unless said otherwise. */
  providers?: readonly ProviderName[];
  /** Pauses before Slack delivers once more what was not acknowledged. */
  slackRepeatsMs?: readonly number[];
  /** The chat platforms' clock; the machine's unless said otherwise. */
  now?: () => number;
}

/** The sandbox with the real bot in it, for one file of stories. */
export class House {
  readonly sandbox: Sandbox;
  readonly dir: string;
  readonly #changes: Settings;
  readonly #apart: boolean;
  #bot: Running | BotProcess | null = null;
  #store: Store | null = null;

  private constructor(sandbox: Sandbox, dir: string, changes: Settings, apart: boolean) {
    this.sandbox = sandbox;
    this.dir = dir;
    this.#changes = changes;
    this.#apart = apart;
  }

  /** `settings` are environment variables that differ from the sandbox's own, or depend on it. */
  static async open(
    settings: Settings | ((sandbox: Sandbox) => Promise<Settings>) = {},
    {
      editMs = 100,
      edit = quickEdit,
      apart = false,
      empty = false,
      first = {},
      providers = ['wavespeed'],
      slackRepeatsMs,
      now = Date.now,
    }: HouseOptions = {},
  ): Promise<House> {
    const dir = await mkdtemp(join(tmpdir(), 'recut-house-'));
    const repeats = slackRepeatsMs ? { slackRepeatsMs } : {};
    const sandbox = await Sandbox.start({ dir, editMs, edit, providers, now, ...repeats });
    const changes = typeof settings === 'function' ? await settings(sandbox) : settings;
    const house = new House(sandbox, dir, changes, apart);
    if (!empty) await house.startBot(first);
    return house;
  }

  get settings(): Settings {
    return {
      ...this.sandbox.env,
      ...WITHOUT_PICTURES,
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      ...this.#changes,
    };
  }

  async startBot(more: Settings = {}): Promise<void> {
    if (this.#apart) {
      this.#bot = await BotProcess.start({ ...this.settings, ...more });
      return;
    }
    const config = readConfig(this.settings);
    this.#bot = await startRecut(config, createLogger(config.LOG_LEVEL));
  }

  /** Stops it in order. A bot in a process of its own gets SIGTERM; resolves with how it exits. */
  async stopBot(): Promise<number | null> {
    const code = await this.#bot?.stop();
    this.#bot = null;
    return code ?? null;
  }

  /** `kill -9`: no chance to tidy up. */
  async killBot(): Promise<void> {
    await this.bot.kill();
    this.#bot = null;
  }

  /** The process of a bot that runs apart. */
  get bot(): BotProcess {
    if (this.#bot instanceof BotProcess) return this.#bot;
    throw new Error('The bot has no process of its own here');
  }

  async close(): Promise<void> {
    await this.stopBot();
    await this.#store?.close();
    await this.sandbox.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  /** Another price per second for a model, in the operator's file; the bot reads it when it starts. */
  async setPrice(key: string, perSecond: string): Promise<void> {
    const file = this.settings['MODELS_FILE'] ?? '';
    const models = JSON.parse(await readFile(file, 'utf8')) as { key: string }[];
    const price = {
      perSecond,
      billedMs: { min: 3_000, max: 10_000 },
      readOn: '2026-11-27',
      source: 'a test',
    };
    const changed = { ...models.find((each) => each.key === key), key, price };
    await writeFile(file, JSON.stringify([...models.filter((each) => each.key !== key), changed]));
  }

  /** A second look at the bot's own store, as an operator's tool has it. */
  async store(): Promise<Store> {
    this.#store ??= new KyselyStore(await openConfiguredDatabase(readConfig(this.settings)));
    return this.#store;
  }

  /** The store may become another one: the second look is taken anew. */
  async forget(): Promise<void> {
    await this.#store?.close();
    this.#store = null;
  }

  /** What one edit did in the ledger: `hold $3.03, post $3.03`. */
  async money(edit: EditId): Promise<string> {
    const rows = await (await this.store()).ledger({ editId: edit, account: EVERYTHING });
    return rows.map(({ kind, amount }) => `${kind} ${formatDollars(amount)}`).join(', ');
  }

  /** What the provider stand-ins would have billed in all. */
  get billed(): Micros {
    return micros(this.sandbox.chargedMicros);
  }
}

/** Drawing a comparison takes a second or two; the stories that are about takes switch it on. */
const WITHOUT_PICTURES: Settings = { BEFORE_AFTER: 'no' };

/** Most stories are about everything but the pictures: the take is the clip itself. */
export const quickEdit: EditClip = async (job, signal) => {
  if (job.keepSound) await copyFile(job.clip, job.take);
  else await editClip(job, signal);
};

/** Waits until `look` gives something, and returns it. */
export async function until<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

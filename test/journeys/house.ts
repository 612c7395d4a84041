import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import type { EditId } from '../../src/core/edit/edit.ts';
import { formatDollars, type Micros, micros } from '../../src/core/money/micros.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { openSqlite } from '../../src/core/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createLogger } from '../../src/log.ts';
import { type Running, startRecut } from '../../src/recut.ts';
import { type EditClip, editClip } from '../../src/sandbox/effects/edit-clip.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';

/** How long a story waits for anything to become true. */
const PATIENCE_MS = 30_000;

/** The sandbox with the real bot in it, for one file of stories. */
export class House {
  readonly sandbox: Sandbox;
  readonly dir: string;
  readonly #changes: Readonly<Record<string, string>>;
  #bot: Running | null = null;
  #store: Store | null = null;

  private constructor(sandbox: Sandbox, dir: string, changes: Readonly<Record<string, string>>) {
    this.sandbox = sandbox;
    this.dir = dir;
    this.#changes = changes;
  }

  /** `settings` are environment variables that differ from the sandbox's own. */
  static async open(
    settings: Readonly<Record<string, string>> = {},
    edit: EditClip = quickEdit,
  ): Promise<House> {
    const dir = await mkdtemp(join(tmpdir(), 'recut-house-'));
    const house = new House(await Sandbox.start({ dir, editMs: 100, edit }), dir, settings);
    await house.startBot();
    return house;
  }

  get settings(): Readonly<Record<string, string>> {
    return { ...this.sandbox.env, LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent', ...this.#changes };
  }

  async startBot(): Promise<void> {
    const config = readConfig(this.settings);
    this.#bot = await startRecut(config, createLogger(config.LOG_LEVEL));
  }

  async stopBot(): Promise<void> {
    await this.#bot?.stop();
    this.#bot = null;
  }

  async close(): Promise<void> {
    await this.stopBot();
    await this.#store?.close();
    await this.sandbox.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  /** A second look at the bot's own store, as an operator's tool has it. */
  async store(): Promise<Store> {
    this.#store ??= new KyselyStore(await openSqlite(join(this.settings['DATA_DIR'] ?? '', 'recut.db')));
    return this.#store;
  }

  /** What one edit did in the ledger: `hold $3.03, post $3.03`. */
  async money(edit: EditId): Promise<string> {
    const rows = await (await this.store()).ledger({ editId: edit });
    return rows.map(({ kind, amount }) => `${kind} ${formatDollars(amount)}`).join(', ');
  }

  /** What the provider stand-in would have billed in all. */
  get billed(): Micros {
    return micros(this.sandbox.wavespeed.chargedMicros);
  }
}

/** Most stories are about everything but the pictures: the take is the clip itself. */
const quickEdit: EditClip = async (job, signal) => {
  if (job.keepSound) await copyFile(job.clip, job.take);
  else await editClip(job, signal);
};

/** Waits until `look` gives something, and returns it. */
export async function until<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

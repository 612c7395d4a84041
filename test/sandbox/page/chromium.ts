import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { describe } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Tests with the real Chromium of this machine; where there is none they are left out, and say why. */
export function describeInChromium(name: string, tests: (executable: string) => void): void {
  const executable = findChromium();
  if (executable !== undefined) describe(name, { timeout: PATIENCE_MS }, () => tests(executable));
  else
    describe.skip(`${name} (left out: no Chromium here; "apt-get install chromium" brings it)`, () =>
      tests(''));
}

/** How long anything in a browser may take. */
export const PATIENCE_MS = 90_000;

/** As Debian's package `chromium` has it. */
function findChromium(): string | undefined {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** It is to talk to the page under test and to nobody else. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with nothing in it: no history, no settings, no cache. */
export class Browser {
  readonly context: BrowserContext;
  readonly #folder: string;

  private constructor(context: BrowserContext, folder: string) {
    this.context = context;
    this.#folder = folder;
  }

  static async launch(executablePath: string, options: BrowserContextOptions = {}): Promise<Browser> {
    const folder = await mkdtemp(join(tmpdir(), 'recut-chromium-'));
    const settings = { headless: true, executablePath, args: ARGUMENTS, ...options };
    return new Browser(await chromium.launchPersistentContext(folder, settings), folder);
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

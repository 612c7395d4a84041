import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';

const require = createRequire(import.meta.url);
const promises = require('node:fs/promises') as Record<string, unknown>;
const files = require('node:fs') as Record<string, unknown>;

const SAME_BUT_SYNC = [
  'access',
  'copyFile',
  'mkdir',
  'mkdtemp',
  'readdir',
  'readFile',
  'rename',
  'rm',
  'stat',
  'writeFile',
] as const;

/**
 * Lets every file operation of this process be done at once, in the order in which they were asked for: on threads, two
 * of them would end in any order, and the same seed would play another story. Nothing is synced: the disk survives.
 */
export function installPromptFiles(): void {
  for (const name of SAME_BUT_SYNC) {
    const act = files[`${name}Sync`] as (...args: unknown[]) => unknown;
    promises[name] = async (...args: unknown[]) => act(...args);
  }
  promises['open'] = async (path: string, flags: string) => {
    const descriptor = openSync(path, flags);
    return { sync: async () => undefined, close: async () => closeSync(descriptor) };
  };
  files['createReadStream'] = (path: string) => Readable.from([readFileSync(path)]);
  syncBuiltinESMExports();
}

/** @throws Error when something is still under way on a thread: what it does belongs here too. */
export function refuseSlowFiles(): void {
  if (process.getActiveResourcesInfo().some((kind) => /^(FSReq|FileHandle|Close)/.test(kind)))
    throw new Error('A file operation was not done at once: its name is missing in prompt-files.ts');
}

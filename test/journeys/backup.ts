import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { House } from './house.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** `npm run backup -- …`, as an operator has it. */
export function backUp({ settings, dir }: House, ...args: string[]) {
  return run(process.execPath, [join(ROOT, 'entry.mjs'), join(ROOT, 'src/backup.ts'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    cwd: dir,
  });
}

/** The machine is lost with all that the bot knew; what it has instead is a copy of the backup. Resolves with its folder. */
export async function loseAllBut(folder: string, house: House): Promise<string> {
  await house.killBot();
  const data = house.settings['DATA_DIR'] ?? '';
  await house.forget();
  await rm(data, { recursive: true });
  await cp(folder, data, { recursive: true });
  return data;
}

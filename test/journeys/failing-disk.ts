import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { House } from './house.ts';

/** The disk of a bot that runs apart: it takes nothing more, and later does again. */
export interface FailingDisk {
  /** What the bot is told of it. */
  readonly settings: Readonly<Record<string, string>>;
  fail(house: House): Promise<void>;
  recover(house: House): Promise<void>;
  close(): void;
}

const MEGABYTE = 1_000_000;
/** With room for what the bot wants to have free. */
const SIZE_MB = 260;
/** The last bytes as well. */
const CHUNKS = [MEGABYTE, 4096, 1];

/** A small disk of its own that somebody fills to the last byte. */
export function smallDisk(): FailingDisk {
  const folder = mkdtempSync(join(tmpdir(), 'recut-disk-'));
  if (!mounted(folder, SIZE_MB)) throw new Error('Nothing can be mounted here');
  const ballast = join(folder, 'ballast');
  return {
    settings: { DATA_DIR: folder },
    async fail() {
      const file = await open(ballast, 'w');
      for (const bytes of CHUNKS) {
        const chunk = Buffer.alloc(bytes);
        while (await written(file.write(chunk)));
      }
      await file.close();
    },
    recover: () => rm(ballast),
    close() {
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every write to any file is refused to the process and those that it starts, whatever the disk. */
export function refusedWrites(): FailingDisk {
  const allow = ({ bot }: House, bytes: string) => {
    const { status, stderr } = spawnSync('prlimit', ['--pid', String(bot.pid), `--fsize=${bytes}:`]);
    if (status !== 0) throw new Error(String(stderr));
  };
  return {
    settings: {},
    fail: async (house) => allow(house, '0'),
    recover: async (house) => allow(house, 'unlimited'),
    close: () => undefined,
  };
}

/** What to add to the name of a story: why there is no small disk here, or nothing. */
export function withoutSmallDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recut-disk-'));
  const can = mounted(folder, 1);
  if (can) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return can ? '' : ' (left out: nothing can be mounted here)';
}

export function withoutRefusal(): string {
  const { status } = spawnSync('prlimit', ['--version']);
  return status === 0 ? '' : ' (left out: there is no prlimit here)';
}

function mounted(folder: string, megabytes: number): boolean {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'recut', folder]);
  return status === 0;
}

/** False when the disk is full. */
async function written(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}

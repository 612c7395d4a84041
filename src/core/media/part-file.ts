import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a file appear at `destination` whole or not at all, its folder included: `write` fills another file beside
 * it (its name ends in `.part`), which is synced to disk and renamed when `write` resolves, and removed when it
 * rejects.
 */
export async function writeWhole<T>(destination: string, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${destination}.${randomBytes(4).toString('hex')}.part`;
  await mkdir(dirname(destination), { recursive: true });
  try {
    const result = await write(part);
    await sync(part);
    await rename(part, destination);
    await sync(dirname(destination)).catch(() => undefined);
    return result;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

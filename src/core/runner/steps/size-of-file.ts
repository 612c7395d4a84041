import { stat } from 'node:fs/promises';

export async function sizeOfFile(path: string): Promise<number> {
  return (await stat(path)).size;
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

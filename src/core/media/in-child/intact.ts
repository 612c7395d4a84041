import { Refusal } from './serve.ts';

/** What a file's own bytes bring about is refused as damaged, unlike a failure to read them from disk. */
export async function intact<T>(reading: Promise<T>): Promise<T> {
  return reading.catch(refuse);
}

/** The same for what is read piece by piece. */
export async function* intactPieces<T>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pieces;
  } catch (error) {
    refuse(error);
  }
}

function refuse(error: unknown): never {
  if (error instanceof Refusal || (error instanceof Error && 'syscall' in error)) throw error;
  throw new Refusal('damaged', error instanceof Error ? error.message : 'cannot be read', { cause: error });
}

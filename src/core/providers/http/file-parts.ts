import { open } from 'node:fs/promises';

const PART_BYTES = 256 * 1_024;
const PARTS = 8;

/** A piece of a file, in bytes. */
export interface Span {
  start: number;
  length: number;
}

const WHOLE: Span = { start: 0, length: Number.POSITIVE_INFINITY };

/**
 * Reads a file, or a span of it, in parts, through the same few buffers over and over. Fresh ones, as a file stream
 * takes, pile up to some 60 MB before the collector minds memory outside its heap; these keep an upload of any size at
 * 2 MB. Each part is overwritten seven parts later, so it may only be handed to something that holds back by then: a
 * socket does after 64 KiB.
 */
export async function* fileParts(path: string, { start, length }: Span = WHOLE): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  const buffers = Array.from({ length: PARTS }, () => Buffer.allocUnsafeSlow(PART_BYTES));
  let done = 0;
  for (;;) {
    for (const buffer of buffers) {
      const wanted = Math.min(PART_BYTES, length - done);
      const { bytesRead } = await file.read(buffer, 0, wanted, start + done);
      if (bytesRead === 0) return;
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';

const SHEET_DEADLINE_MS = 20_000;
const SHEET_HEAP_MB = 128;

/**
 * Draws a JPEG, at most 1200 pixels wide, with small copies of these pictures, five in a row, each above its label.
 * Pictures are ones that were judged before. Rejects with a MediaError `tool_failed`.
 */
export async function pictureSheet(
  children: MediaChildren,
  pictures: readonly { path: string; label: string }[],
  signal: AbortSignal,
): Promise<Buffer> {
  const dir = await mkdtemp(join(tmpdir(), 'recut-sheet-'));
  const part = join(dir, 'sheet.jpg');
  const script = new URL('./in-child/sheet.ts', import.meta.url);
  try {
    await children.run(
      {
        script,
        input: { pictures, part },
        result: z.null(),
        deadlineMs: SHEET_DEADLINE_MS,
        heapMb: SHEET_HEAP_MB,
      },
      signal,
    );
    return await readFile(part);
  } catch (error) {
    throw asMediaError(error);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

import { open } from 'node:fs/promises';
import { runInChild } from '../media/run-in-child.ts';

/** The properties of a made clip. What is left out is as every model here takes it: 1280×720, 25 fps, with sound. */
export interface ClipWanted {
  path: string;
  seconds: number;
  width?: number;
  height?: number;
  fps?: number;
  sound?: boolean;
  /** `webm` holds VP8 and Opus, the others H.264 and AAC. */
  container?: 'mp4' | 'mov' | 'webm';
  /** Grows an MP4 or MOV to exactly this size by an empty box behind its end, which every reader skips. */
  bytes?: number;
}

/**
 * Makes a test clip of exactly the wanted properties, cheaply: a red field on the left, a green one on the right, a
 * yellow bar that wanders between them over grey, and a tone.
 */
export async function makeClip(wanted: ClipWanted): Promise<void> {
  const { bytes, ...clip } = wanted;
  const script = new URL('make-clip.child.ts', import.meta.url);
  await runInChild(script, clip, { deadlineMs: 120_000 });
  if (bytes !== undefined) await pad(wanted.path, bytes);
}

async function pad(path: string, bytes: number): Promise<void> {
  await using file = await open(path, 'r+');
  const { size } = await file.stat();
  const header = Buffer.alloc(8);
  header.writeUInt32BE(bytes - size);
  header.write('free', 4, 'latin1');
  await file.write(header, 0, 8, size);
  await file.truncate(bytes);
}

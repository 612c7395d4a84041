import { runInChild } from '../media/run-in-child.ts';

/** What is to become of a clip. */
interface EditJob {
  /** The file to read, and the one to write. */
  clip: string;
  take: string;
  prompt: string;
  /** Files of the reference images. */
  images: readonly string[];
  keepSound: boolean;
}

export type EditClip = (job: EditJob, signal?: AbortSignal) => Promise<void>;

/**
 * Edits a clip as its prompt says, as far as a few fixed effects go, and writes an H.264/AAC MP4 of the same length at
 * 24 fps, which is what the model itself gives back. It stands in for a model and is none: it knows the light (dusk,
 * night, sunset, brighter, warmer …), black and white, sepia, blur, mirror, blocks, cartoon, snow, rain, words to write,
 * and colours of things ("the beer to a cola", "the curtains blue"). Reference images are shown as cards. Of a prompt
 * that asks for none of these it shows the words in a corner, with a mild change of light.
 * @throws when the clip cannot be read, or when the edit takes absurdly long.
 */
export const editClip: EditClip = async (job, signal) => {
  const script = new URL('edit-clip.child.ts', import.meta.url);
  await runInChild(script, job, { deadlineMs: 180_000, signal });
};

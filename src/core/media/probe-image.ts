import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ImageChange, ReferenceImage } from '../edit/clip.ts';
import type { Reason } from '../edit/reason.ts';
import type { Model } from '../providers/model.ts';
import type { ChildTask, MediaChildren } from './child.ts';
import { ChildProblem } from './child-problem.ts';
import { judgeImage } from './judge-image.ts';
import { asMediaError } from './media-error.ts';

/** An image on disk: `file` is what its path is called inside of the edit's folder, `name` what people call it. */
export interface ImageFile {
  path: string;
  file: string;
  name: string;
}

const IMAGE_DEADLINE_MS = 30_000;
const IMAGE_HEAP_MB = 128;
const sizeSchema = z.tuple([z.int().positive(), z.int().positive()]);
const changeSchema: z.ZodType<ImageChange> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('converted'), from: z.string() }),
  z.object({ kind: z.literal('scaled'), from: sizeSchema, to: sizeSchema }),
  z.object({ kind: z.literal('compressed'), from: z.number(), to: z.number() }),
]);
const readSchema = z.object({
  format: z.enum(['jpeg', 'png']),
  width: z.int().positive(),
  height: z.int().positive(),
  rewritten: z.boolean(),
  changes: z.array(changeSchema),
});
const WHYS = ['not_an_image', 'animated', 'damaged', 'too_big', 'heic', 'video'] as const;
/** Files that are this many times larger than they may be are not opened at all. */
const MOST_TIMES = 10;

/**
 * Judges a reference image by its bytes: JPEG, PNG or WebP, still, whole, within the model's limits. A JPEG or PNG
 * that fits stays as it is, unless it says how to turn it or where it was taken; such a file, and a WebP (the
 * models' own specification names only the other two), is replaced by an upright one without metadata; one that is
 * somewhat too small or too large is brought to size, and says so in its `changes`. Resolves with `image_unusable` for what cannot be used; rejects with a MediaError `tool_failed` only.
 */
export async function probeImage(
  children: MediaChildren,
  { path, file, name }: ImageFile,
  limits: Model['limits']['image'],
  signal: AbortSignal,
): Promise<ReferenceImage | Reason> {
  const original = await stat(path);
  if (original.size > limits.maxBytes * MOST_TIMES) return { code: 'image_unusable', name, why: 'too_big' };
  const part = `${path}.part`;
  try {
    const { rewritten, changes, ...facts } = await children.run(readTask(path, part, limits), signal);
    if (rewritten) await rename(part, path);
    const { size: bytes } = await stat(path);
    const misfit = judgeImage({ name, bytes, ...facts }, limits);
    if (misfit) return misfit;
    const told = changes.length > 0 ? { changes } : {};
    return { name, file, ...facts, bytes, sha256: await hashOf(path), ...told };
  } catch (error) {
    const why = whyOf(error);
    if (why) return { code: 'image_unusable', name, why };
    throw asMediaError(error);
  } finally {
    await rm(part, { force: true });
  }
}

function readTask(
  path: string,
  part: string,
  { minSide, maxBytes }: Model['limits']['image'],
): ChildTask<z.infer<typeof readSchema>> {
  return {
    script: new URL('./in-child/image.ts', import.meta.url),
    input: { path, part, minSide, maxBytes },
    result: readSchema,
    deadlineMs: IMAGE_DEADLINE_MS,
    heapMb: IMAGE_HEAP_MB,
  };
}

/** An image that brings its reader down is a damaged one. */
function whyOf(error: unknown): (typeof WHYS)[number] | null {
  if (!(error instanceof ChildProblem) || error.retryable) return null;
  return WHYS.find((why) => why === error.refusal) ?? 'damaged';
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

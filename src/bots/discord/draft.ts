import { z } from 'zod';
import type { ClipSource, ImageSource } from '../../core/edit/clip.ts';
import type { EditId } from '../../core/edit/edit.ts';
import type { Memory } from './memory.ts';

/** How long a form may stay open; Discord itself sets no limit. */
const LIFETIME_MS = 2 * 60 * 60_000;

const upload = z.object({
  kind: z.literal('upload'),
  ref: z.string(),
  name: z.string(),
  bytes: z.number().nullable(),
});
const link = z.object({ kind: z.literal('link'), url: z.string() });
const edit = z.string().transform((id) => id as EditId);

const clipSource: z.ZodType<ClipSource> = z.discriminatedUnion('kind', [
  upload,
  link,
  z.object({ kind: z.literal('take'), edit }),
  z.object({ kind: z.literal('same'), edit }),
  z.object({ kind: z.literal('thread') }),
]);

const imageSource: z.ZodType<ImageSource> = z.discriminatedUnion('kind', [
  upload,
  link,
  z.object({
    kind: z.literal('saved'),
    item: z.string(),
    picture: z.int().nonnegative(),
    name: z.string(),
  }),
  z.object({ kind: z.literal('same'), edit, index: z.int().nonnegative() }),
]);

const draft = z.object({
  /** Whose form it is. */
  person: z.string(),
  /** The message whose clip is edited: the thread will hang on it. */
  message: z.string().nullable(),
  clip: clipSource.nullable(),
  images: z.array(imageSource).readonly(),
  prompt: z.string(),
  quality: z.enum(['draft', 'final']).nullable(),
  keepSound: z.boolean(),
  from: z.string(),
  to: z.string(),
  /** The pictures of each element; null where they could not be told apart from images. */
  elements: z.array(z.array(imageSource).readonly()).readonly().nullable().default(null),
  aspectRatio: z.string().default(''),
  seconds: z.string().default(''),
  shotType: z.string().default(''),
});

/** What a form stands for: what it is about, and what its fields say when it opens. */
export type Draft = z.infer<typeof draft>;

/**
 * The drafts of forms that are open, or can be opened once more. A form carries only a short id, and what belongs to
 * it must be there when it comes back, after a restart too.
 */
export class Drafts {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  async keep(id: string, kept: Draft): Promise<void> {
    await this.#memory.set(key(id), kept, LIFETIME_MS);
  }

  /** Null when it is too old, or somebody else's. */
  async find(id: string, person: string): Promise<Draft | null> {
    const found = draft.safeParse(await this.#memory.get(key(id))).data;
    return found?.person === person ? found : null;
  }
}

function key(id: string): string {
  return `discord:form:${id}`;
}

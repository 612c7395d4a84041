import { z } from 'zod';

const webAddress = z.url({ protocol: /^https?$/ });

/** The body of a submission. Unknown fields are refused, so that a client's misspelling is noticed. */
export const EditInput = z.strictObject({
  prompt: z.string().trim().min(1).max(2500),
  video: webAddress,
  images: z.array(webAddress).max(4).default([]),
  keep_original_sound: z.boolean().default(true),
  enable_sync_mode: z.boolean().default(false),
});
export type EditInput = z.infer<typeof EditInput>;

/** What Kling 4.0 takes besides. */
export const Kling4Input = EditInput.extend({ resolution: z.enum(['720p', '1080p', '4k']).default('720p') });

/** A clip and a sentence, and nothing to be said of the sound. */
export const LucyInput = z
  .strictObject({ prompt: EditInput.shape.prompt, video: webAddress })
  .transform((input) => ({ ...input, images: [], keep_original_sound: true, enable_sync_mode: false }));

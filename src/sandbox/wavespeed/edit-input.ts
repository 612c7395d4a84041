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

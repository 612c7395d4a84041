import { z } from 'zod';

const webAddress = z.url({ protocol: /^https?$/ });

const Element = z.strictObject({
  frontal_image_url: webAddress.optional(),
  reference_image_urls: z.array(webAddress).max(3).default([]),
});

const MOST_REFERENCES = 4;

/**
 * What the edit models take (`O3ProEditVideoV2VInput` of @fal-ai/client 1.10.1). Unknown fields are refused, so that a
 * client's misspelling is noticed.
 */
export const EditInput = z
  .strictObject({
    prompt: z.string().trim().min(1).max(2500),
    video_url: webAddress,
    image_urls: z.array(webAddress).default([]),
    keep_audio: z.boolean().default(true),
    elements: z.array(Element).default([]),
    shot_type: z.string().default('customize'),
  })
  .refine(({ image_urls: images, elements }) => images.length + elements.length <= MOST_REFERENCES, {
    message: `At most ${MOST_REFERENCES} elements and images in all`,
    path: ['image_urls'],
  });
export type EditInput = z.infer<typeof EditInput>;

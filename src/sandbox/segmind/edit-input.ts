import { z } from 'zod';

const webAddress = z.url({ protocol: /^https?$/ });

const Element = z.strictObject({
  frontal_image_url: webAddress.optional(),
  reference_image_urls: z.array(webAddress).max(3).default([]),
});

/**
 * The body of a submission, as https://www.segmind.com/models/kling-o3-video2video-edit/api has it. Unknown fields are
 * refused, so that a client's misspelling is noticed.
 */
export const EditInput = z.strictObject({
  prompt: z.string().trim().min(1).max(2500),
  video_url: webAddress,
  mode: z.enum(['std', 'pro']).default('pro'),
  duration: z.enum(['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15']).default('5'),
  aspect_ratio: z.enum(['16:9', '9:16', '1:1']).default('16:9'),
  image_urls: z.array(webAddress).max(4).default([]),
  elements: z.array(Element).max(10).default([]),
  keep_audio: z.boolean().default(true),
  shot_type: z.literal('customize').default('customize'),
});
export type EditInput = z.infer<typeof EditInput>;

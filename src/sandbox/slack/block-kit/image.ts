import { z } from 'zod';
import { id, plainText, url } from './text.ts';

const slackFile = z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]);
const source = {
  image_url: url.optional(),
  slack_file: slackFile.optional(),
  alt_text: z.string().max(2000),
};

function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

const oneSource = 'must have exactly one of image_url and slack_file';

/** An image inside another block. */
export const imageElement = z
  .strictObject({ type: z.literal('image'), ...source })
  .refine(hasOneSource, oneSource);

export const imageBlock = z
  .strictObject({
    type: z.literal('image'),
    block_id: id.optional(),
    title: plainText(2000).optional(),
    ...source,
  })
  .refine(hasOneSource, oneSource);

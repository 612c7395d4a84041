import { z } from 'zod';
import { inputElement, interactiveElements } from './elements.ts';
import { imageBlock, imageElement } from './image.ts';
import { richText } from './rich-text.ts';
import { anyText, id, mrkdwn, plainText, url } from './text.ts';

const block = { block_id: id.optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...block,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [...interactiveElements, imageElement]).optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'must have text or fields');

const header = z.strictObject({ type: z.literal('header'), ...block, text: plainText(150) });

const divider = z.strictObject({ type: z.literal('divider'), ...block });

const context = z.strictObject({
  type: z.literal('context'),
  ...block,
  elements: z
    .array(z.discriminatedUnion('type', [plainText(2000), mrkdwn(2000), imageElement]))
    .min(1)
    .max(10),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  ...block,
  elements: z.array(z.discriminatedUnion('type', interactiveElements)).min(1).max(25),
});

const input = z.strictObject({
  type: z.literal('input'),
  ...block,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

const video = z.strictObject({
  type: z.literal('video'),
  ...block,
  video_url: url,
  thumbnail_url: url,
  alt_text: z.string(),
  title: plainText(199),
  title_url: url.optional(),
  author_name: z.string().max(49).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: url.optional(),
  description: plainText(200).optional(),
});

/** The blocks that every surface has. */
export const basicBlocks = [
  section,
  header,
  divider,
  context,
  actions,
  input,
  imageBlock,
  richText,
  video,
] as const;

/** Only in messages; 12,000 characters hold for all of them together, checked elsewhere. */
export const markdown = z.strictObject({
  type: z.literal('markdown'),
  ...block,
  text: z.string().min(1).max(12_000),
});

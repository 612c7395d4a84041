import { z } from 'zod';
import { basicBlocks } from './blocks.ts';
import { button, contextAction } from './elements.ts';
import { imageElement } from './image.ts';
import { onePieceOfRichText, richText } from './rich-text.ts';
import { anyText, id, mrkdwn, plainText } from './text.ts';

/** The blocks of 2025 and 2026 (docs.slack.dev/changelog), which a workspace may not have yet. */

const block = { block_id: id.optional() };

export const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...block,
  task_id: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: onePieceOfRichText.optional(),
  output: onePieceOfRichText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url: z.string(), text: z.string() })).optional(),
});

export const plan = z.strictObject({
  type: z.literal('plan'),
  ...block,
  title: z.string().min(1),
  tasks: z.array(taskCard).optional(),
});

export const card = z
  .strictObject({
    type: z.literal('card'),
    ...block,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z.array(button).min(1).optional(),
  })
  .refine(
    ({ type: _, block_id: __, ...parts }) => Object.keys(parts).length > 0,
    'must have at least one part',
  );

export const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...block,
  elements: z.array(card).min(1).max(10),
});

export const alert = z.strictObject({
  type: z.literal('alert'),
  ...block,
  text: anyText(3000),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const cell = z.discriminatedUnion('type', [
  richText,
  z.strictObject({ type: z.literal('raw_text'), text: z.string() }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string() }),
]);

export const table = z.strictObject({
  type: z.literal('table'),
  ...block,
  rows: z.array(z.array(cell).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z.strictObject({
        align: z.enum(['left', 'center', 'right']).optional(),
        is_wrapped: z.boolean().optional(),
      }),
    )
    .optional(),
});

export const dataTable = z.strictObject({
  type: z.literal('data_table'),
  ...block,
  caption: z.string().min(1),
  rows: z.array(z.array(cell).max(20)).min(1),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).optional(),
});

/** Its series are checked no further: the client library has no type for it yet. */
export const dataVisualization = z.looseObject({
  type: z.literal('data_visualization'),
  ...block,
  title: z.string().max(50).optional(),
});

export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...block,
  elements: z.array(contextAction).min(1).max(5),
});

export const container = z.strictObject({
  type: z.literal('container'),
  ...block,
  title: plainText(150).optional(),
  rich_text_title: richText.optional(),
  subtitle: anyText(150).optional(),
  child_blocks: z
    .array(z.discriminatedUnion('type', [...basicBlocks, table]))
    .min(1)
    .max(10),
  width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
  icon: imageElement.optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
});

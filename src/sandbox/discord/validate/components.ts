import { z } from 'zod';
import { actionRow, button, partId } from './controls.ts';

/** The parts of a message, by Discord's component types. Which may stand together is `layout.ts`. */
const media = z.strictObject({ url: z.string().min(1).max(2048) });
const description = z.string().max(1024).nullish();
const spoiler = z.boolean().nullish();

const textDisplay = z.strictObject({ type: z.literal(10), id: partId, content: z.string().min(1).max(4000) });

const thumbnail = z.strictObject({ type: z.literal(11), id: partId, media, description, spoiler });

const section = z.strictObject({
  type: z.literal(9),
  id: partId,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const mediaGallery = z.strictObject({
  type: z.literal(12),
  id: partId,
  items: z.array(z.strictObject({ media, description, spoiler })).min(1).max(10),
});

const file = z.strictObject({
  type: z.literal(13),
  id: partId,
  file: z.strictObject({
    url: z.string().regex(/^attachment:\/\/.+/, 'Only attachment://<filename> is allowed.'),
  }),
  spoiler,
});

const separator = z.strictObject({
  type: z.literal(14),
  id: partId,
  divider: z.boolean().nullish(),
  spacing: z.int().min(1).max(2).nullish(),
});

const container = z.strictObject({
  type: z.literal(17),
  id: partId,
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  spoiler,
  components: z
    .array(z.discriminatedUnion('type', [actionRow, textDisplay, section, mediaGallery, file, separator]))
    .min(1)
    .max(40),
});

export const topLevelComponent = z.discriminatedUnion('type', [
  actionRow,
  textDisplay,
  section,
  mediaGallery,
  file,
  separator,
  container,
]);

export type TopLevelComponent = z.infer<typeof topLevelComponent>;

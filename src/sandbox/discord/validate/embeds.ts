import { z } from 'zod';
import { problem } from './parse.ts';

const link = z.string().max(2048).nullish();
const picture = z.strictObject({ url: z.string().min(1).max(2048), ...sizes(), proxy_url: link });

function sizes() {
  return { width: z.int().nullish(), height: z.int().nullish() };
}

const embed = z.strictObject({
  type: z.string().nullish(),
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  url: link,
  timestamp: z.string().nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  footer: z.strictObject({ text: z.string().max(2048), icon_url: link, proxy_icon_url: link }).nullish(),
  image: picture.nullish(),
  thumbnail: picture.nullish(),
  author: z
    .strictObject({ name: z.string().min(1).max(256), url: link, icon_url: link, proxy_icon_url: link })
    .nullish(),
  fields: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(256),
        value: z.string().min(1).max(1024),
        inline: z.boolean().nullish(),
      }),
    )
    .max(25)
    .nullish(),
});

type Embed = z.infer<typeof embed>;

const MAX_TOTAL_TEXT = 6000;

/** Up to ten embeds whose texts are 6,000 characters or fewer in total. */
export const embeds = z
  .array(embed)
  .max(10)
  .superRefine((list, ctx) => {
    const total = list.flatMap(textsOf).reduce((sum, text) => sum + (text?.length ?? 0), 0);
    if (total > MAX_TOTAL_TEXT) {
      ctx.addIssue(
        problem('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MAX_TOTAL_TEXT}`),
      );
    }
  });

function textsOf({ title, description, footer, author, fields }: Embed) {
  const inFields = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [title, description, footer?.text, author?.name, ...inFields];
}

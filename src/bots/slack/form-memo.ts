import { z } from 'zod';
import type { ClipSource, ImageSource } from '../../core/edit/clip.ts';
import type { EditId } from '../../core/edit/edit.ts';
import { cutTo } from './limits.ts';

const editId = z.string().transform((id) => id as EditId);

const upload = z.object({
  kind: z.literal('upload'),
  ref: z.string(),
  name: z.string(),
  bytes: z.number().nullable(),
});
const link = z.object({ kind: z.literal('link'), url: z.string() });

const clipSource: z.ZodType<ClipSource> = z.discriminatedUnion('kind', [
  upload,
  link,
  z.object({ kind: z.literal('take'), edit: editId }),
  z.object({ kind: z.literal('same'), edit: editId }),
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
  z.object({ kind: z.literal('same'), edit: editId, index: z.int().nonnegative() }),
]);

/**
 * What a form remembers in its `private_metadata`, which Slack keeps and people cannot change: where its edit goes,
 * and the clips it offers, so that only those can be chosen.
 */
const formMemo = z.object({
  channel: z.string(),
  thread: z.string().nullable(),
  message: z.string().nullable(),
  /** Given outright by the button that opened the form. */
  given: clipSource.nullable(),
  images: z.array(imageSource),
  elements: z.array(z.array(imageSource)).default([]),
  offered: z.array(z.object({ ref: z.string(), name: z.string(), bytes: z.number().nullable() })),
  /** The bot was outside the channel when the form was drawn. */
  outside: z.boolean(),
});
export type FormMemo = z.infer<typeof formMemo>;

/** Ten names of this length fit into the 3,000 characters of a memo, even if each character is a quotation mark. */
const NAME = 80;

export function writeMemo(memo: FormMemo): string {
  const offered = memo.offered.map(({ ref, name, bytes }) => ({
    ref,
    name: cutTo(name.replaceAll(/\p{Cc}/gu, ' '), NAME),
    bytes,
  }));
  return JSON.stringify({ ...memo, offered });
}

/** @throws ZodError or SyntaxError on a memo that we did not write */
export function readMemo(text: string): FormMemo {
  return formMemo.parse(JSON.parse(text));
}

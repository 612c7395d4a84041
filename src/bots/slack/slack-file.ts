import { z } from 'zod';
import type { Upload } from '../../core/edit/ask.ts';

/**
 * A file as Slack describes it. Everything but the id may be missing: files of Slack Connect arrive as stubs
 * (`file_access: check_file_info`), and `mimetype` is empty until Slack has looked at the file.
 */
export const slackFile = z.object({
  id: z.string(),
  name: z.string().nullish(),
  size: z.number().nullish(),
  mimetype: z.string().nullish(),
  filetype: z.string().nullish(),
  /** `hosted`, or why there are no bytes. */
  mode: z.string().nullish(),
  is_external: z.boolean().nullish(),
  user: z.string().nullish(),
  /** Epoch seconds. */
  created: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
});
export type SlackFile = z.infer<typeof slackFile>;

const NO_BYTES = ['tombstone', 'hidden_by_limit', 'external'];
const VIDEO_TYPES = ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'mpg', 'mpeg', '3gp', 'wmv', 'flv'];

/** False for what was deleted, lies behind the plan's limit, or is only a link to elsewhere. */
export function hasBytes(file: SlackFile): boolean {
  return file.is_external !== true && !NO_BYTES.includes(file.mode ?? '');
}

/** As declared; the core judges the bytes. */
export function isVideo(file: SlackFile): boolean {
  if (file.mimetype) return file.mimetype.startsWith('video/');
  return VIDEO_TYPES.includes((file.filetype || extension(file.name)).toLowerCase());
}

/** The files that a message carries itself, or in a message that it forwards. */
export const carriesFiles = z.object({
  files: z.array(slackFile).nullish(),
  attachments: z.array(z.object({ files: z.array(slackFile).nullish() })).nullish(),
});

export function filesOf(message: z.infer<typeof carriesFiles>): SlackFile[] {
  const forwarded = (message.attachments ?? []).flatMap((attachment) => attachment.files ?? []);
  return [...(message.files ?? []), ...forwarded].filter(hasBytes);
}

/** How the core knows a file: by its id, looked up again whenever it is needed. */
export function toUpload(file: SlackFile): Upload {
  return { ...toSource(file), mimeType: file.mimetype ?? '' };
}

export function toSource(file: SlackFile): { ref: string; name: string; bytes: number | null } {
  return { ref: file.id, name: file.name || file.id, bytes: file.size ?? null };
}

function extension(name: string | null | undefined): string {
  return name?.split('.').at(-1) ?? '';
}

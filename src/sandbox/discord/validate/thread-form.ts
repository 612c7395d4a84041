import { z } from 'zod';

const name = z.string().trim().min(1).max(100);
const autoArchive = z.literal([60, 1440, 4320, 10_080]).nullish();
const slowmode = z.int().min(0).max(21_600).nullish();

/**
 * A new thread. On a message the type follows from the channel and is ignored; without a message Discord opens a
 * private one (12) unless told otherwise.
 */
export const newThread = z.strictObject({
  name,
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  type: z.literal([11, 12]).nullish(),
  invitable: z.boolean().nullish(),
});

export const threadChange = z.strictObject({
  name: name.nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  invitable: z.boolean().nullish(),
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  flags: z.int().nullish(),
  applied_tags: z.array(z.string()).nullish(),
});

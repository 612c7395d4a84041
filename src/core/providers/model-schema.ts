import { z } from 'zod';
import { parseDollars } from '../money/micros.ts';

const count = z.int().nonnegative();
const text = z.string().min(1);

const range = z
  .strictObject({ min: z.number().nonnegative(), max: z.number().positive() })
  .refine(({ min, max }) => min <= max, 'min is above max');

const price = z
  .strictObject({
    perSecond: z.string().transform((dollars, context) => {
      try {
        return parseDollars(dollars);
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : 'no amount in dollars');
        return z.NEVER;
      }
    }),
    billedMs: range,
    counts: z.enum(['clip', 'clip and result']).default('clip'),
    wholeSeconds: z.boolean().default(false),
    readOn: z.iso.date(),
    source: text,
  })
  .transform((rule) => ({ ...rule, setBy: 'operator' as const }));

const takes = z.strictObject({
  images: count,
  elements: count,
  views: count.optional(),
  together: count.optional(),
  sound: z.boolean(),
  seconds: range.optional(),
  aspectRatios: z.array(z.string().regex(/^\d+:\d+$/, 'no shape such as 16:9')).optional(),
  shotTypes: z.array(text).optional(),
});

const limits = z.strictObject({
  containers: z.array(z.enum(['mp4', 'mov'])).min(1),
  videoCodecs: z.array(text).min(1),
  durationMs: range,
  side: range,
  fps: range,
  bytes: count,
  promptLength: count,
  image: z.strictObject({ minSide: count, maxBytes: count, maxAspect: z.number().min(1) }),
});

const gives = z.strictObject({
  fps: z.number().positive().optional(),
  container: z.enum(['mp4', 'mov']).optional(),
  follows: z.array(z.enum(['length', 'shape'])).optional(),
  readOn: z.iso.date(),
  source: text,
});

/** What an operator says of a model that the catalogue does not know: all of it. */
export const ModelEntry = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+\/[a-z0-9.-]+$/, 'is no key such as wavespeed/kling-4'),
  provider: text,
  id: text,
  title: text,
  quality: z.enum(['draft', 'final']),
  takes,
  options: z.record(z.string(), z.string()).optional(),
  limits,
  gives: gives.optional(),
  price,
  typicalMs: z.number().positive(),
  pollGapMs: range,
});

/** What an operator changes of a model that it knows. */
export const ModelChange = z.strictObject({
  key: z.string(),
  ...ModelEntry.omit({ key: true, provider: true, takes: true, limits: true }).partial().shape,
  takes: takes.partial().optional(),
  limits: limits.partial().optional(),
});
export type ModelChange = z.output<typeof ModelChange>;

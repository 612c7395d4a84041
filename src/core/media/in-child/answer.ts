import { z } from 'zod';

/** What a process for media may say to the one that started it. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), share: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('done'), value: z.unknown() }),
  z.object({
    kind: z.literal('refused'),
    refusal: z.string(),
    message: z.string(),
    detail: z.string().optional(),
  }),
]);

export type Answer = z.infer<typeof answerSchema>;

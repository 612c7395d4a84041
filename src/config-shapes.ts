/** What the values of environment variables look like. */
import { z } from 'zod';
import { parseDollars } from './core/money/micros.ts';

export const url = (usual: string) => z.url({ protocol: /^https?$/ }).default(usual);
export const secret = z.string().min(8).optional();
export const port = z.coerce.number().int().min(1).max(65_535).optional();
/** At least one. */
export const count = (usual: number, most: number) => z.coerce.number().int().min(1).max(most).default(usual);
export const megabytes = z.coerce.number().min(0.5).max(10_000).optional();
/** Entries separated by commas or spaces. */
export const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));

export const listOf = (shape: RegExp, complaint: string) =>
  list.refine((entries) => entries.every((entry) => shape.test(entry)), complaint);

export function asDollars(text: string, context: z.RefinementCtx) {
  try {
    return parseDollars(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not an amount in dollars, such as 50 or 12.50' });
    return z.NEVER;
  }
}

/** `0/2`: the first of two. */
export function asShard(text: string, context: z.RefinementCtx) {
  const [, index = '', of = ''] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  if (Number(of) > 0 && Number(index) < Number(of)) return { index: Number(index), of: Number(of) };
  context.addIssue({ code: 'custom', message: 'is no part such as 0/2' });
  return z.NEVER;
}

/** What is wrong with a value, without repeating it. */
export function complaint(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue?.code === 'custom' ? issue.message : `is not right (${issue?.message ?? 'unreadable'})`;
}

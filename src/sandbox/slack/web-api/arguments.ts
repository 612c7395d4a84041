import { z } from 'zod';
import { parseJson } from '../json.ts';

/** Arguments arrive as JSON or, in a form, as strings: these read both. */

export const text = z.string();

export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0', ''])])
  .transform((value) => value === true || value === 'true' || value === '1');

export const whole = z.coerce.number().pipe(z.int());

export function upTo(max: number) {
  return z.coerce.number().pipe(z.int().min(0).max(max));
}

export const timestamp = z.string();

/** JSON, or a string that holds JSON; what is neither comes through as `undefined` inside. */
export const structure = z
  .unknown()
  .refine((value) => value !== undefined, 'missing required field')
  .transform((value) => ({ json: typeof value === 'string' ? parseJson(value) : value }));

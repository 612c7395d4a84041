import type { Context } from 'hono';
import type { z } from 'zod';
import { failure } from './envelope.ts';

/** The JSON body of a request, or the answer that says what is wrong with it. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T | Response> {
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('application/json')) return failure(400, 'Content-Type must be application/json');
  const body: unknown = await c.req.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return failure(
    400,
    `Invalid parameter ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'unreadable'}`,
  );
}

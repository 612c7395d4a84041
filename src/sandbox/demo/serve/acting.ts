import type { Context } from 'hono';
import { z } from 'zod';
import type { Answer } from '../../page/protocol/answer.ts';

/** Names of those one can be on the page; both platforms know them. */
export const PEOPLE = ['Mara', 'Dana', 'Lee'] as const;

/** Who acts. */
export const as = z.enum(PEOPLE);

/**
 * Does what a person asked for by a request's body. What the person cannot do is answered in the stand-in's words,
 * and is no error of the request.
 */
export async function act<T>(
  c: Context,
  request: z.ZodType<T>,
  work: (asked: T) => Promise<Omit<Extract<Answer, { ok: true }>, 'ok'>>,
): Promise<Response> {
  const body = request.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) return c.json({ ok: false, problem: z.prettifyError(body.error) } satisfies Answer, 400);
  try {
    return c.json({ ok: true, ...(await work(body.data)) } satisfies Answer);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return c.json({ ok: false, problem } satisfies Answer);
  }
}

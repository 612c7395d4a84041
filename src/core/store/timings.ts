import type { Kysely } from 'kysely';
import type { Timing } from './store.ts';
import type { Tables } from './tables.ts';

export async function addTiming(db: Kysely<Tables>, { model, clipMs, tookMs, at }: Timing): Promise<void> {
  await db.insertInto('timings').values({ model, clip_ms: clipMs, took_ms: tookMs, at }).execute();
}

/** The newest first. */
export async function timings(db: Kysely<Tables>, model: string, limit: number): Promise<Timing[]> {
  const rows = await db
    .selectFrom('timings')
    .selectAll()
    .where('model', '=', model)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ model: row.model, clipMs: row.clip_ms, tookMs: row.took_ms, at: row.at }));
}

import type { Kysely } from 'kysely';
import type { EditId } from '../edit/edit.ts';
import { micros } from '../money/micros.ts';
import { balanceOf } from './ledger-queries.ts';
import type { Alert, Commit } from './store.ts';
import type { Tables } from './tables.ts';

/** Remembers every threshold that this step has crossed, each once per cap and period, with the edit that crossed it. */
export async function raiseAlerts(db: Kysely<Tables>, { watch, to, at }: Commit): Promise<void> {
  for (const { cap, percents } of watch ?? []) {
    const { held, posted } = await balanceOf(db, cap);
    const used = held + posted;
    const crossed = percents.filter((percent) => cap.limit > 0 && used * 100 >= cap.limit * percent);
    if (crossed.length === 0) continue;
    const { scope, period, limit } = cap;
    await db
      .insertInto('alerts')
      .values(crossed.map((percent) => ({ scope, period, percent, edit_id: to.id, used, cap: limit, at })))
      .onConflict((conflict) => conflict.columns(['scope', 'period', 'percent']).doNothing())
      .execute();
  }
}

/** What this edit has crossed. */
export async function alertsOf(db: Kysely<Tables>, id: EditId): Promise<Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('edit_id', '=', id)
    .orderBy('scope')
    .orderBy('period')
    .orderBy('percent')
    .execute();
  return rows.map(({ scope, period, percent, used, cap }) => ({
    scope,
    period,
    percent,
    used: micros(used),
    limit: micros(cap),
  }));
}

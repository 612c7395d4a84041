import { type Kysely, sql } from 'kysely';
import type { EditId, Place } from '../edit/edit.ts';
import type { Account } from '../money/ledger.ts';
import { micros } from '../money/micros.ts';
import { EDIT_COLUMNS, type EditRow, editOf } from './edit-row.ts';
import type { Charge, HistoryQuery, PersonSpending } from './store.ts';
import type { Tables } from './tables.ts';

type Team = Pick<Place, 'platform' | 'team'>;

/** The newest first. */
export function editsOf(db: Kysely<Tables>, query: HistoryQuery): Promise<EditRow[]> {
  let rows = db
    .selectFrom('edits')
    .select(EDIT_COLUMNS)
    .where('platform', '=', query.platform)
    .where('team', '=', query.team);
  if (query.channel !== undefined) rows = rows.where('channel', '=', query.channel);
  if (query.person !== undefined) rows = rows.where('person', '=', query.person);
  if (query.state !== undefined) rows = rows.where('state', '=', query.state);
  if (query.wholes) rows = rows.where(isWhole);
  if (query.before !== undefined) rows = rows.where('id', '<', query.before);
  return rows.orderBy('id', 'desc').limit(query.limit).execute();
}

/** It is no part of another. Quotes within a text are escaped in JSON, so only the key itself reads like this; `replace` minds case on every database. */
export const isWhole = sql<boolean>`replace(body, '"partOf":', '') = body`;

export async function firstEditOf(db: Kysely<Tables>, { platform, team }: Team): Promise<EditId | null> {
  const row = await db
    .selectFrom('edits')
    .select('id')
    .where('platform', '=', platform)
    .where('team', '=', team)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return (row?.id as EditId | undefined) ?? null;
}

/** The sums of the accounts of a team's people in these periods. */
export async function spendingOf(
  db: Kysely<Tables>,
  { platform, team }: Team,
  periods: readonly string[],
): Promise<PersonSpending[]> {
  if (periods.length === 0) return [];
  const prefix = `person:${platform}:${team}:`;
  const rows = await db
    .selectFrom('ledger')
    .select(({ fn }) => [
      'scope',
      'period',
      fn.sum<number>('held_change').as('held'),
      fn.sum<number>('posted_change').as('posted'),
    ])
    // A range, so that an index helps: `;` is what follows `:`.
    .where('scope', '>=', prefix)
    .where('scope', '<', `${prefix.slice(0, -1)};`)
    .where('period', 'in', [...periods])
    .groupBy(['scope', 'period'])
    .orderBy('scope')
    .orderBy('period')
    .execute();
  return rows.map(({ scope, period, held, posted }) => ({
    person: scope.slice(prefix.length),
    period,
    held: micros(held),
    posted: micros(posted),
  }));
}

/** The newest, in the order they were booked. */
export async function chargesIn(
  db: Kysely<Tables>,
  { scope, period }: Account,
  limit: number,
): Promise<Charge[]> {
  const rows = await db
    .selectFrom('ledger')
    .innerJoin('edits', 'edits.id', 'ledger.edit_id')
    .select(['edits.id', 'edits.state', 'version', 'thread', 'due_at', 'body'])
    .select(['ledger.at', 'ledger.kind', 'posted_change'])
    .where('scope', '=', scope)
    .where('period', '=', period)
    .where('posted_change', '!=', 0)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(({ at, kind, posted_change, ...row }) => ({
    at,
    kind,
    amount: micros(posted_change),
    edit: editOf(row),
  }));
}

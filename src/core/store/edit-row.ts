import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Millis } from '../clock.ts';
import type { Edit } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import { providerIn } from '../providers/model.ts';
import type { EditsTable } from './tables.ts';

/** What is read back of an edit. */
export const EDIT_COLUMNS = ['id', 'state', 'version', 'thread', 'due_at', 'body'] as const;
export type EditRow = Pick<Selectable<EditsTable>, (typeof EDIT_COLUMNS)[number]>;

/** The columns that follow from the edit itself. Its thread is written once, apart from this. */
export function columnsOf(edit: Edit, at: Millis) {
  const { platform, team, channel } = edit.place;
  return {
    state: edit.state,
    version: edit.version,
    platform,
    team,
    channel,
    person: edit.person,
    model: edit.wish.model,
    provider: providerIn(edit.wish.model),
    since: edit.since,
    due_at: edit.dueAt === null ? null : Math.ceil(edit.dueAt),
    changed_at: at,
    body: JSON.stringify(edit),
  };
}

/** Enough to know that this is the edit that was written; the rest was written by us. */
const envelope = z.looseObject({
  id: z.string(),
  version: z.number().int(),
  state: z.string(),
  place: z.looseObject({}),
  wish: z.looseObject({}),
});

/** @throws RecutError `edit_corrupt`, which names the edit, when the stored body is not the edit of this row. */
export function editOf(row: EditRow): Edit {
  const body = envelope.safeParse(parsed(row));
  if (!body.success) throw corrupt(row, body.error);
  const { id, version, state, place } = body.data;
  if (id !== row.id || version !== row.version || state !== row.state) throw corrupt(row);
  const current = { ...body.data, place: { ...place, thread: row.thread }, dueAt: row.due_at };
  return current as unknown as Edit;
}

function parsed(row: EditRow): unknown {
  try {
    return JSON.parse(row.body);
  } catch (error) {
    throw corrupt(row, error);
  }
}

function corrupt(row: EditRow, cause?: unknown): RecutError {
  return new RecutError('edit_corrupt', `The stored body of edit ${row.id} is not that edit`, { cause });
}

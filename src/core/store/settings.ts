import type { Kysely, Selectable } from 'kysely';
import type { Place } from '../edit/edit.ts';
import { checkSettings } from '../money/settings.ts';
import type { Database } from './database.ts';
import { keepNotice } from './notices.ts';
import type { RecordedChange, SettingsChange, StoredSettings } from './settings-record.ts';
import type { SettingsTable, Tables } from './tables.ts';

type Team = Pick<Place, 'platform' | 'team'>;

/** The newest version; nothing is set at version 0. */
export async function currentSettings(db: Kysely<Tables>, team: Team): Promise<StoredSettings> {
  const [row] = await newest(db, team, 1);
  return row ? { version: row.version, settings: checkSettings(JSON.parse(row.after)) } : NOTHING_SET;
}

const NOTHING_SET: StoredSettings = { version: 0, settings: {} };

/** 0 while nothing was changed. */
export async function settingsVersion(db: Kysely<Tables>, { platform, team }: Team): Promise<number> {
  const { version } = await db
    .selectFrom('settings')
    .select(({ fn }) => fn.max<number | null>('version').as('version'))
    .where('platform', '=', platform)
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  return version ?? 0;
}

/** One row is the new settings and the record of their change. False when this is not the next version. */
export async function changeSettings(database: Database, change: SettingsChange): Promise<boolean> {
  const { platform, team, version, at, actor, what, after, notice } = change;
  return database.transaction<boolean>(async (db, undo) => {
    const before = await currentSettings(db, { platform, team });
    if (version !== before.version + 1) return undo(false);
    const row = { platform, team, version, at, actor, what };
    await db
      .insertInto('settings')
      .values({ ...row, before: JSON.stringify(before.settings), after: JSON.stringify(after) })
      .execute();
    if (notice) await keepNotice(db, notice);
    return true;
  });
}

/** The newest first. */
export async function settingsChanges(
  db: Kysely<Tables>,
  team: Team,
  limit: number,
): Promise<RecordedChange[]> {
  return (await newest(db, team, limit)).map(({ before, after, ...row }) => ({
    ...row,
    before: checkSettings(JSON.parse(before)),
    after: checkSettings(JSON.parse(after)),
  }));
}

function newest(
  db: Kysely<Tables>,
  { platform, team }: Team,
  limit: number,
): Promise<Selectable<SettingsTable>[]> {
  return db
    .selectFrom('settings')
    .selectAll()
    .where('platform', '=', platform)
    .where('team', '=', team)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}

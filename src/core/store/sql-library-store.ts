import type { Kysely, Selectable } from 'kysely';
import { nameKey } from '../edit/prompt-names.ts';
import type { AddResult, LibraryLimits, LibraryStore } from '../library/library-store.ts';
import { bytesOf, type LibraryTeam, type SavedItem } from '../library/saved-item.ts';
import type { Database } from './database.ts';
import type { LibraryTable, Tables } from './tables.ts';

/** The library in the same database as the edits. */
export class SqlLibraryStore implements LibraryStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(team: LibraryTeam): Promise<SavedItem[]> {
    const rows = await this.#database.statement((db) => ofTeam(db, team).orderBy('key').execute());
    return rows.map(itemOf);
  }

  add(item: SavedItem, limits: LibraryLimits): Promise<AddResult> {
    return this.#database.transaction<AddResult>(async (db) => {
      const others = await ofTeam(db, item.owner).execute();
      const taken = others.find(({ key }) => key === nameKey(item.name));
      if (taken) return { kind: 'name_taken', item: itemOf(taken) };
      const bytes = others.reduce((sum, row) => sum + row.bytes, 0);
      if (others.length >= limits.items || bytes + bytesOf(item) > limits.bytes) {
        return { kind: 'full', items: others.length, bytes };
      }
      await db.insertInto('library').values(rowOf(item)).execute();
      return { kind: 'added' };
    });
  }

  rename(team: LibraryTeam, id: string, name: string) {
    type Renamed = Awaited<ReturnType<LibraryStore['rename']>>;
    return this.#database.transaction<Renamed>(async (db) => {
      const key = nameKey(name);
      const rows = await ofTeam(db, team).execute();
      if (!rows.some((row) => row.id === id)) return null;
      const taken = rows.find((row) => row.key === key && row.id !== id);
      if (taken) return { kind: 'name_taken', item: itemOf(taken) };
      await db.updateTable('library').set({ key, name }).where('id', '=', id).execute();
      return { kind: 'renamed' };
    });
  }

  async remove({ platform, team }: LibraryTeam, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#database.statement((db) =>
      db
        .deleteFrom('library')
        .where('platform', '=', platform)
        .where('team', '=', team)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    return numDeletedRows > 0n;
  }

  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#database.statement((db) =>
      db.selectFrom('library').select('id').where('id', 'in', ids).execute(),
    );
    return new Set(rows.map(({ id }) => id));
  }
}

function ofTeam(db: Kysely<Tables>, { platform, team }: LibraryTeam) {
  return db.selectFrom('library').selectAll().where('platform', '=', platform).where('team', '=', team);
}

function rowOf(item: SavedItem): Selectable<LibraryTable> {
  const { id, owner, name, kind, pictures, by, at } = item;
  return {
    id,
    ...owner,
    key: nameKey(name),
    name,
    kind,
    pictures: JSON.stringify(pictures),
    bytes: bytesOf(item),
    person: by,
    at,
  };
}

/** The rows were written by us. */
function itemOf(row: Selectable<LibraryTable>): SavedItem {
  const { id, platform, team, name, kind, pictures, person: by, at } = row;
  return { id, owner: { platform, team }, name, kind, pictures: JSON.parse(pictures), by, at };
}

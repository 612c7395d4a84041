import { sql } from 'kysely';
import { afterEach } from 'vitest';
import type { RecutError } from '../../../src/core/errors.ts';
import type { LibraryStore } from '../../../src/core/library/library-store.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { SqlLibraryStore } from '../../../src/core/store/sql-library-store.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { openDatabase } from './open-database.ts';

/** Somewhere that a store can live. */
interface Place {
  /** `sqlite:` and a path, or `postgresql:` and all that belongs to it. */
  address: string;
  drop(): Promise<void>;
}

/** A kind of store. */
export interface StoreKind {
  name: string;
  /** False when a store ends with its connection: it can be opened only once. */
  lasting: boolean;
  /** Why there is none on this machine. */
  missing?: string;
  /** A place that nobody has used yet. */
  make(): Promise<Place>;
  /** Resolves when the database is done with a process that was killed at work. Throws when it has suffered. */
  recovered?(execute: Opened['execute']): Promise<void>;
}

/** A store on a place of its own, and a way past it. */
export interface Opened {
  store: Store;
  library: LibraryStore;
  address: string;
  /** The same place, opened once more. */
  again(): Promise<Store>;
  /** What was reported of edits that cannot be read. */
  problems: readonly RecutError[];
  /** Runs SQL beside the store, as somebody with a database tool could. */
  execute(text: string): Promise<readonly unknown[]>;
}

/** Gives each test stores of its own, closed and gone after it. */
export function storesOf(kind: StoreKind): () => Promise<Opened> {
  const undo: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  const openAt = async (address: string) => {
    const database = await openDatabase(address);
    undo.push(() => database.close());
    return database;
  };
  return async () => {
    const place = await kind.make();
    undo.push(() => place.drop());
    const database = await openAt(place.address);
    const problems: RecutError[] = [];
    return {
      store: new KyselyStore(database, (problem) => problems.push(problem)),
      library: new SqlLibraryStore(database),
      problems,
      address: place.address,
      again: async () => new KyselyStore(await openAt(place.address)),
      execute: async (text) => (await database.statement((db) => sql.raw(text).execute(db))).rows,
    };
  };
}

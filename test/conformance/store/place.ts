import { sql } from 'kysely';
import { afterEach } from 'vitest';
import type { RecutError } from '../../../src/core/errors.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { openDatabase } from './open-database.ts';

/** Somewhere that a store can live. */
interface Place {
  /** `sqlite:` and a path. */
  address: string;
  drop(): Promise<void>;
}

/** A kind of store; `make` gives a place that nobody has used yet. */
export interface StoreKind {
  make(): Promise<Place>;
  /** False when a store ends with its connection: it can be opened only once. */
  lasting: boolean;
}

/** A store on a place of its own, and a way past it. */
export interface Opened {
  store: Store;
  address: string;
  /** The same place, opened once more. */
  again(): Promise<Store>;
  /** What was reported of edits that cannot be read. */
  problems: readonly RecutError[];
  /** Runs SQL beside the store, as somebody with a database tool could. */
  execute(text: string): Promise<unknown>;
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
      problems,
      address: place.address,
      again: async () => new KyselyStore(await openAt(place.address)),
      execute: (text) => database.statement((db) => sql.raw(text).execute(db)),
    };
  };
}

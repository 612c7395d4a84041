import {
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
  type KeyvStorageEntry,
  keyvStorageCapability,
} from 'keyv';
import type { ExpressionBuilder, Kysely } from 'kysely';
import { RecutError } from '../errors.ts';
import type { Database } from './database.ts';
import type { KvTable, Tables } from './tables.ts';

const PAGE = 200;

type Storage = Pick<
  KeyvStorageAdapter,
  | 'get'
  | 'getMany'
  | 'has'
  | 'hasMany'
  | 'set'
  | 'setMany'
  | 'delete'
  | 'deleteMany'
  | 'clear'
  | 'capabilities'
>;

/**
 * Keyv's storage in the database: `new Keyv({ store: new SqlKeyvStore(database), namespace: 'preferences' })`, one
 * adapter for each Keyv, because Keyv writes its namespace on it. It leaves the database open.
 *
 * For preferences, installations, caches and hints. Never for money, nor for what must happen only once: Keyv has no
 * atomic step, and with an `error` listener it answers a failed write with `false` and a failed read with nothing.
 */
export class SqlKeyvStore implements Storage {
  namespace: string | undefined;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Tells Keyv that `expires` is understood as a time. */
  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get(key: string): Promise<string | undefined> {
    const [value] = await this.getMany([key]);
    return value;
  }

  async getMany(keys: string[]): Promise<(string | undefined)[]> {
    if (keys.length === 0) return [];
    const rows = await this.#database.statement((db) =>
      this.#unexpired(db).where('key', 'in', keys).execute(),
    );
    const values = new Map(rows.map(({ key, value }) => [key, value]));
    return keys.map((key) => values.get(key));
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return (await this.getMany(keys)).map((value) => value !== undefined);
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    const [stored] = await this.setMany([{ key, value, ...(expires === undefined ? {} : { expires }) }]);
    return stored ?? false;
  }

  /** Drops on the way what has expired anywhere, so that nothing has to sweep. */
  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    if (entries.length === 0) return [];
    // Of two values for one key the last one counts; one statement cannot write a row twice.
    const rows = new Map(entries.map((entry) => [entry.key, this.#rowOf(entry)]));
    await this.#database.statement((db) => db.deleteFrom('kv').where('expires', '<=', Date.now()).execute());
    await this.#database.statement((db) =>
      db
        .insertInto('kv')
        .values([...rows.values()])
        .onConflict((conflict) =>
          conflict
            .columns(['ns', 'key'])
            .doUpdateSet(({ ref }) => ({ value: ref('excluded.value'), expires: ref('excluded.expires') })),
        )
        .execute(),
    );
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    const [deleted] = await this.deleteMany([key]);
    return deleted ?? false;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    if (keys.length === 0) return [];
    const rows = await this.#database.statement((db) =>
      db.deleteFrom('kv').where('ns', '=', this.#ns).where('key', 'in', keys).returning('key').execute(),
    );
    const deleted = new Set(rows.map(({ key }) => key));
    return keys.map((key) => deleted.has(key));
  }

  /** Only of its own namespace. */
  async clear(): Promise<void> {
    await this.#database.statement((db) => db.deleteFrom('kv').where('ns', '=', this.#ns).execute());
  }

  /** Page by page: the database is free between two of them. */
  async *iterator(): AsyncGenerator<[string, string], void> {
    for (let after: string | null = null; ; ) {
      const page: { key: string; value: string }[] = await this.#page(after);
      for (const { key, value } of page) yield [key, value];
      after = page.at(-1)?.key ?? null;
      if (page.length < PAGE) return;
    }
  }

  #page(after: string | null): Promise<{ key: string; value: string }[]> {
    return this.#database.statement((db) => {
      const rest = this.#unexpired(db).orderBy('key').limit(PAGE);
      return (after === null ? rest : rest.where('key', '>', after)).execute();
    });
  }

  #unexpired(db: Kysely<Tables>) {
    const stillGood = ({ eb, or }: ExpressionBuilder<Tables, 'kv'>) =>
      or([eb('expires', 'is', null), eb('expires', '>', Date.now())]);
    return db.selectFrom('kv').select(['key', 'value']).where('ns', '=', this.#ns).where(stillGood);
  }

  #rowOf<Value>({ key, value, expires }: KeyvStorageEntry<Value>): KvTable {
    if (typeof value !== 'string') {
      throw new RecutError('not_serialized', 'SqlKeyvStore keeps text: leave the serialization of Keyv on');
    }
    return { ns: this.#ns, key, value, expires: expires ?? null };
  }

  get #ns(): string {
    return this.namespace ?? '';
  }
}

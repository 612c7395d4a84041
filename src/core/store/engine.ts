import type { ColumnDefinitionBuilder, Kysely, RawBuilder } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * What is wrong when a statement fails: `busy` passes when the whole transaction is run again, `unavailable` may pass
 * with time, `fault` is a broken rule or a broken file and does not pass.
 */
export type Failure = 'busy' | 'unavailable' | 'fault';

/** What differs between databases; everything else is the same portable SQL. */
export interface Engine {
  /** A claim can pass over rows that another worker is claiming at this moment (`for update skip locked`). */
  readonly skipsLocked: boolean;
  /** Type of every column of text: one that is compared byte by byte, whatever the language of the server. */
  readonly text: RawBuilder<unknown>;
  /** Type and rules of a primary key that numbers the rows of a table in the order they come. */
  readonly counter: {
    readonly type: 'integer' | 'bigint';
    readonly rules: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  };
  /**
   * Lets one transaction at a time write to the table, until it ends; readers go on. To be the first statement of a
   * transaction: what it reads after that is up to date.
   */
  lockTable(db: Kysely<Tables>, table: keyof Tables): Promise<void>;
  /** The database's own time in Millis, as it passes within a transaction too. */
  readonly now: RawBuilder<number>;
  /** Makes the database itself refuse every update and delete of the table's rows. */
  makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void>;
  /** Where tables are made; other schemas of the same database may hold tables of the same names. Null: there are no schemas. */
  schemaOf(db: Kysely<Tables>): Promise<string | null>;
  /** Null when the error does not come from the database. */
  failureOf(error: unknown): Failure | null;
}

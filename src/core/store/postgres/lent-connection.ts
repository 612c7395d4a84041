import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, type PoolClient } from 'pg';
import { RecutError } from '../../errors.ts';
import { ConnectionLost } from './connection-lost.ts';

/**
 * One connection of the pool, for as long as it is lent. Once it has failed everything else on it fails at once, and it
 * is not given to anybody again: a statement that got no answer in time is still in the way of the next one.
 */
export class LentConnection implements PostgresPoolClient {
  readonly #client: PoolClient;
  #lost: ConnectionLost | null = null;

  constructor(client: PoolClient) {
    this.#client = client;
    client.on('error', this.#lose);
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    statement: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    // The store reads in pages, because a stream would keep the connection.
    if (typeof statement !== 'string') throw new Error('Streaming is not supported');
    return this.#run<R>(statement, parameters);
  }

  release(destroy = false): void {
    this.#client.off('error', this.#lose);
    this.#client.release(destroy || this.#lost !== null);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#lost) throw this.#lost;
    try {
      const result = await this.#client.query(sql, [...parameters]);
      return result as PostgresQueryResult<R>;
    } catch (error) {
      if (error instanceof DatabaseError || error instanceof RecutError) throw error;
      throw this.#lose(error);
    }
  }

  /** Between two statements nobody waits for an answer that could fail; the driver then reports the end by an event. */
  readonly #lose = (cause: unknown): ConnectionLost => {
    this.#lost ??= new ConnectionLost(cause);
    return this.#lost;
  };
}

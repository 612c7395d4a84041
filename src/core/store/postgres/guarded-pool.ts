import type { PostgresPool } from 'kysely';
import { Pool, type PoolConfig } from 'pg';
import { ConnectionLost } from './connection-lost.ts';
import { LentConnection } from './lent-connection.ts';

/**
 * The driver's pool, with its failures told apart: what the server says is pg's `DatabaseError`, everything else that
 * goes wrong on the way to it is `ConnectionLost`.
 */
export class GuardedPool implements PostgresPool {
  readonly #pool: Pool;

  constructor(config: PoolConfig) {
    this.#pool = new Pool(config);
    // A connection that ends while nobody uses it is replaced when one is needed. Unheard, its end would be ours.
    this.#pool.on('error', () => {});
  }

  get options(): object {
    return this.#pool.options;
  }

  async connect(): Promise<LentConnection> {
    try {
      return new LentConnection(await this.#pool.connect());
    } catch (error) {
      throw new ConnectionLost(error);
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

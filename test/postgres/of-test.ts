import { Client } from 'pg';
import { beforeEach, inject, onTestFinished } from 'vitest';
import type { Database } from '../../src/core/store/database.ts';
import { openPostgres } from '../../src/core/store/postgres/open-postgres.ts';
import { emptySchema } from './empty-schema.ts';

const server = inject('postgres');

/** What to add to the name of a suite that needs PostgreSQL: why it is left out, or nothing. */
export const LEFT_OUT = 'missing' in server ? ` (left out: ${server.missing})` : '';

/** Gives each test a schema of its own, gone after it, and what the test opens there is closed before. */
export function postgresOfTest() {
  let address = '';
  beforeEach(async () => {
    if ('missing' in server) return;
    const schema = await emptySchema(server.url);
    address = schema.address;
    onTestFinished(schema.drop);
  });
  return {
    address: () => address,
    async opened(options: Parameters<typeof openPostgres>[1] = {}, at = address): Promise<Database> {
      const database = await openPostgres(at, options);
      onTestFinished(() => database.close());
      return database;
    },
    /** Somebody else who is connected. */
    async otherConnection(): Promise<Client> {
      const other = new Client({ connectionString: address });
      await other.connect();
      onTestFinished(() => other.end());
      return other;
    },
  };
}

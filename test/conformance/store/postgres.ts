import { expect, inject } from 'vitest';
import { emptySchema } from '../../postgres/empty-schema.ts';
import type { StoreKind } from './place.ts';

const server = inject('postgres');

export const postgres: StoreKind = {
  name: 'PostgreSQL',
  lasting: true,
  ...('missing' in server && { missing: server.missing }),
  make: () =>
    'url' in server ? emptySchema(server.url) : Promise.reject(new Error('There is no PostgreSQL')),
  /** The server goes on with the statement that a process has sent before it was killed. */
  async recovered(execute) {
    const others = `select pid from pg_stat_activity
      where application_name = current_setting('application_name')
      and pid <> pg_backend_pid() and state <> 'idle'`;
    await expect.poll(() => execute(others), { timeout: 10_000 }).toEqual([]);
  },
};

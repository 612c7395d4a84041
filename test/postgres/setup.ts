import type { TestProject } from 'vitest/node';
import { startServer } from './server.ts';

/** Where this run's PostgreSQL is, or why there is none. */
export type PostgresOfRun = { url: string } | { missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresOfRun;
  }
}

/** Once for all test files: takes the server that TEST_DATABASE_URL names, or starts one. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = process.env['TEST_DATABASE_URL'];
  if (named) {
    provide('postgres', { url: named });
    return undefined;
  }
  try {
    // Somebody else may take the port that was found free; nobody does so twice.
    const server = await startServer().catch(() => startServer());
    provide('postgres', { url: server.url });
    return () => server.close();
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    console.warn(`The tests of PostgreSQL are left out, because it could not be started: ${missing}`);
    provide('postgres', { missing });
    return undefined;
  }
}

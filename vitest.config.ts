import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres/setup.ts'],
    pool: 'forks',
    // Whole stories wait for timers and processes more than they compute, so more of them go at once than there are cores.
    maxWorkers: Math.max(3, availableParallelism()),
    // A shared machine may stall for seconds; a test that passed only at the second try is printed as such.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig } from 'vitest/config';

/** The whole crash matrix, some hundreds of bots that die: `npm run test:crash`. Some of it is in `npm test`. */
export default defineConfig({
  test: {
    include: ['test/crash/matrix.crash.ts'],
    pool: 'forks',
    maxConcurrency: Number(process.env['CRASH_AT_ONCE'] ?? 4),
    hookTimeout: 900_000,
  },
});

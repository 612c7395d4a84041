import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { readConfig } from './config.ts';
import { RecutError } from './core/errors.ts';
import { createLogger } from './log.ts';
import { startRecut } from './recut.ts';

/** When stopping in order takes longer than this, the process ends anyway: everything that matters is durable. */
const LAST_RESORT_MS = 9_000;

async function main(): Promise<void> {
  if (existsSync('.env')) loadEnvFile('.env');
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
  const running = await startRecut(config, logger);
  logger.info('Recut is ready');

  const stop = async (signal: NodeJS.Signals) => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(0), LAST_RESORT_MS).unref();
    await running.stop();
    logger.info('stopped');
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof RecutError ? error.message : error);
  process.exit(1);
});

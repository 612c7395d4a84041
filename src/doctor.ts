import { existsSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import { loadEnvFile } from 'node:process';
import { type Config, ConfigError, readConfig } from './config.ts';
import { configuredBots } from './configured-bots.ts';
import { configuredProviders } from './configured-providers.ts';
import { formatDollars } from './core/money/micros.ts';
import { MODELS } from './core/providers/catalogue.ts';
import { withModelFile } from './core/providers/model-file.ts';
import { checkUpPostgres } from './core/store/postgres/check-up.ts';
import { openSqlite } from './core/store/sqlite/open-sqlite.ts';
import { createLogger, withoutSecrets } from './log.ts';

/** Something that can be wrong, and what to say when it is right. Rejects with a sentence that says what to do. */
interface Check {
  name: string;
  run(): Promise<string>;
}

const CHECK_MS = 20_000;

/** Looks at everything that Recut needs, changes nothing, and says what is missing and how to get it. */
async function main(): Promise<void> {
  if (existsSync('.env')) loadEnvFile('.env');
  const config = settings();
  if (!config) return;
  const results: boolean[] = [];
  for (const check of await checksOf(config)) results.push(await report(check));
  const failed = results.filter((ok) => !ok).length;
  console.log(
    failed === 0
      ? '\nEverything is in place: npm start'
      : `\n${failed} of ${results.length} need your attention.`,
  );
  process.exit(failed === 0 ? 0 : 1);
}

function settings(): Config | null {
  try {
    const config = readConfig(process.env);
    console.log('✓ Settings');
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.log('✗ Settings. Copy .env.example to .env and fill in:');
    for (const problem of error.problems) console.log(`    ${problem}`);
    process.exitCode = 1;
    return null;
  }
}

async function checksOf(config: Config): Promise<Check[]> {
  const bots = configuredBots(config, await openSqlite(':memory:'), createLogger('silent'));
  const providers = configuredProviders(config);
  return [
    { name: `Folder ${config.DATA_DIR}`, run: () => folder(config.DATA_DIR) },
    ...(config.DATABASE_URL ? [{ name: 'Database', run: () => database(config.DATABASE_URL ?? '') }] : []),
    ...(config.MODELS_FILE ? [{ name: 'Models', run: () => modelsFile(config.MODELS_FILE ?? '') }] : []),
    ...bots.map((bot) => ({ name: bot.platform, run: () => bot.checkUp() })),
    ...providers.map(({ provider }) => ({
      name: provider.name,
      run: async () => {
        const left = await provider.balance(AbortSignal.timeout(CHECK_MS));
        return left === null ? 'reached' : `${formatDollars(left)} left`;
      },
    })),
  ];
}

async function folder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await access(path, constants.W_OK);
  return 'can be written';
}

async function database(url: string): Promise<string> {
  return `PostgreSQL ${await checkUpPostgres(url)} answers`;
}

async function modelsFile(path: string): Promise<string> {
  await withModelFile(MODELS, path);
  return 'read';
}

async function report({ name, run }: Check): Promise<boolean> {
  try {
    console.log(`✓ ${name}: ${await run()}`);
    return true;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    console.log(`✗ ${name}: ${withoutSecrets(said)}`);
    return false;
  }
}

await main();

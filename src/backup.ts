/**
 * `npm run backup -- <folder>`: a copy that Recut can be started from, made while it runs.
 * `npm run backup -- --load <folder>`: loads the database of such a copy, or of a DATA_DIR, into an empty PostgreSQL.
 * `npm run backup -- --restored <time>`: says that the configured database was restored from a backup of that time.
 */
import { existsSync } from 'node:fs';
import { constants, copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { type Config, readConfig } from './config.ts';
import { openConfiguredDatabase } from './configured-database.ts';
import { RecutError } from './core/errors.ts';
import { backupPostgres, loadBackup } from './core/store/postgres/backup-postgres.ts';
import { postgresAsItIs } from './core/store/postgres/open-postgres.ts';
import { markRestored } from './core/store/restored-mark.ts';
import { backupSqlite } from './core/store/sqlite/backup-sqlite.ts';

/** Folders of DATA_DIR whose files edits still need. */
const FOLDERS = ['clips', 'library'];
const DATABASE = 'recut.db';

async function main([first = '', second = '']: readonly string[]): Promise<number> {
  if (first === '') {
    console.error('Say where to: npm run backup -- <folder>, which is made, or is empty.');
    return 2;
  }
  if (existsSync('.env')) loadEnvFile('.env');
  const config = readConfig(process.env);
  if (first === '--restored') return sayRestored(second, config);
  return first === '--load' ? load(second, config) : backUp(first, config);
}

async function backUp(folder: string, { DATA_DIR, DATABASE_URL }: Config): Promise<number> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) {
    console.error(`${folder} is not empty. A backup takes a folder of its own.`);
    return 2;
  }
  const at = Date.now();
  // First the database: a file that it names is there, or was there when it was copied.
  if (DATABASE_URL) {
    const database = postgresAsItIs(DATABASE_URL);
    await backupPostgres(database, join(folder, DATABASE), at).finally(() => database.close());
  } else {
    await backupSqlite(join(DATA_DIR, DATABASE), join(folder, DATABASE), at);
  }
  let files = 0;
  for (const name of FOLDERS) files += await copyFolder(join(DATA_DIR, name), join(folder, name));
  console.log(`The database and ${files} files are in ${folder}, as of ${new Date(at).toISOString()}.`);
  console.log('To restore it, start Recut with DATA_DIR on a copy of that folder.');
  if (DATABASE_URL) {
    console.log('To restore it to PostgreSQL, load it into an empty database before that:');
    console.log('  DATABASE_URL=… npm run backup -- --load <the copy>');
  }
  return 0;
}

async function load(folder: string, config: Config): Promise<number> {
  const path = join(folder, DATABASE);
  if (folder === '' || !existsSync(path)) {
    console.error(`Say which: npm run backup -- --load <folder>, where a ${DATABASE} is.`);
    return 2;
  }
  if (!config.DATABASE_URL) {
    console.error(
      'DATABASE_URL names no PostgreSQL database. Without one, start Recut with DATA_DIR on the folder.',
    );
    return 2;
  }
  const database = await openConfiguredDatabase(config);
  const rows = await loadBackup(path, database).finally(() => database.close());
  console.log(`${rows} rows of ${path} are in the database. Start Recut with DATA_DIR on that folder.`);
  return 0;
}

async function sayRestored(time: string, config: Config): Promise<number> {
  const at = Date.parse(time);
  if (Number.isNaN(at)) {
    console.error('Say when the backup was made, such as 2026-11-27T22:00:00Z.');
    return 2;
  }
  const database = await openConfiguredDatabase(config);
  await markRestored(database, at);
  await database.close();
  console.log('The next start reckons with what may have happened since.');
  return 0;
}

/** What goes while it is copied was not needed any more. What is being written has a name of its own. */
async function copyFolder(from: string, to: string): Promise<number> {
  let files = 0;
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(orNothing([]));
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.endsWith('.part')) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length));
    await mkdir(dirname(target), { recursive: true });
    const copied = await copyFile(source, target, constants.COPYFILE_FICLONE).then(() => 1, orNothing(0));
    files += copied;
  }
  return files;
}

function orNothing<T>(nothing: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  };
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof RecutError ? error.message : error);
    process.exitCode = 1;
  },
);

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { openSqlite } from '../src/core/store/sqlite/open-sqlite.ts';
import { accepted, aStep } from './conformance/store/steps.ts';
import { aHold, anEdit } from './core/edit/an-edit.ts';

const LEDGER = resolve(import.meta.dirname, '../src/ledger.ts');

describe('npm run ledger', () => {
  let dir: string;
  let edit: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'recut-ledger-'));
    const store = new KyselyStore(await openSqlite(join(dir, 'recut.db')));
    const from = await accepted(store, anEdit('quoted'));
    edit = from.id;
    const hold = aHold(from.id);
    const to = anEdit('approved', { id: from.id, version: 2, hold });
    await store.commit(aStep(from, { to, ledger: [{ kind: 'hold', hold }] }));
    await store.close();
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  function ledger(...words: string[]): Promise<{ code: number; said: string }> {
    const env = {
      PATH: process.env['PATH'] ?? '',
      SLACK_BOT_TOKEN: 'xoxb-1-2-three',
      SLACK_APP_TOKEN: 'xapp-1-2-three',
      WAVESPEED_API_KEY: 'a-key-of-some-length',
      DATA_DIR: dir,
    };
    return new Promise((done) => {
      execFile(process.execPath, [LEDGER, ...words], { cwd: dir, env }, (error, stdout, stderr) => {
        done({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
      });
    });
  }

  it('prints the rows, of one edit or of all', async () => {
    const { code, said } = await ledger('show', edit);
    expect(said).toMatch(/^1\t.*Z\thold\t\$3\.03\tteam:slack:T1\tmonth:2026-11\trecut\tchecked\t/);
    expect(code).toBe(0);
    expect((await ledger('show', 'another')).said).toBe('');
  });

  it('says what it can do when it is asked for something else', async () => {
    const { code, said } = await ledger('burn');
    expect(said).toContain('npm run ledger -- verify');
    expect(code).toBe(2);
  });

  it('verifies good books, and finds what somebody changed past the database’s own rules', async () => {
    expect(await ledger('verify')).toEqual({
      code: 0,
      said: '✓ The ledger is whole: 1 rows in 1 accounts, every balance adds up.\n',
    });
    const database = new DatabaseSync(join(dir, 'recut.db'));
    database.exec("drop trigger ledger_no_update; update ledger set actor = 'U666'");
    database.close();
    const { code, said } = await ledger('verify');
    expect(said).toContain('✗ Row 1 was changed after it was written.');
    expect(code).toBe(1);
  });
});

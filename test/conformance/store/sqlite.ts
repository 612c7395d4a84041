import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { StoreKind } from './place.ts';

export const sqliteFile: StoreKind = {
  name: 'a SQLite file',
  lasting: true,
  make: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'recut-store-'));
    return {
      address: `sqlite:${path.join(folder, 'recut.db')}`,
      drop: () => rm(folder, { recursive: true }),
    };
  },
  async recovered(execute) {
    expect(await execute('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  },
};

export const sqliteMemory: StoreKind = {
  name: 'SQLite in memory',
  lasting: false,
  make: async () => ({ address: 'sqlite::memory:', drop: async () => {} }),
};

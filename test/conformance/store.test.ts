import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { storeConformance } from './store.ts';

storeConformance('The store on a SQLite file', {
  lasting: true,
  make: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'recut-store-'));
    return {
      address: `sqlite:${path.join(folder, 'recut.db')}`,
      drop: () => rm(folder, { recursive: true }),
    };
  },
});

storeConformance('The store on SQLite in memory', {
  lasting: false,
  make: async () => ({ address: 'sqlite::memory:', drop: async () => {} }),
});

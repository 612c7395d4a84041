import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { GUARDS } from '../crash/guards.ts';

const ROOT = resolve(import.meta.dirname, '../..');

it.each(Object.entries(GUARDS))(
  'the guard that a control cuts out is in the code, once: %s',
  async (_, cuts) => {
    for (const { file, text } of cuts) {
      const source = await readFile(resolve(ROOT, file), 'utf8');
      expect(source.split(text)).toHaveLength(2);
    }
  },
);

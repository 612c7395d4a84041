import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { MODELS } from '../../../src/core/providers/catalogue.ts';
import { withModelFile } from '../../../src/core/providers/model-file.ts';

const KEY = 'wavespeed/kling-o3-pro';

describe('the operator’s model file', () => {
  let dir: string;
  let path: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'recut-models-'));
    path = join(dir, 'models.json');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function read(changes: unknown) {
    await writeFile(path, typeof changes === 'string' ? changes : JSON.stringify(changes));
    return withModelFile(MODELS, path);
  }

  it('changes what it names and leaves the rest as it is', async () => {
    const price = {
      perSecond: '0.168',
      billedMs: { min: 3_000, max: 10_000 },
      readOn: '2026-09-01',
      source: 'our contract',
    };
    const models = await read([{ key: KEY, price, limits: { bytes: 100_000_000 } }]);
    const pro = models.find(({ key }) => key === KEY);
    const before = MODELS.find(({ key }) => key === KEY);
    expect(pro?.price).toMatchObject({ perSecond: parseDollars('0.168'), setBy: 'operator' });
    expect(pro?.limits).toEqual({ ...before?.limits, bytes: 100_000_000 });
    expect(models.filter(({ key }) => key !== KEY)).toEqual(MODELS.filter(({ key }) => key !== KEY));
  });

  it.each([
    [
      'an unknown model',
      [{ key: 'wavespeed/kling-o9' }],
      /there is no model wavespeed\/kling-o9; known are wavespeed\/kling-o3-pro/,
    ],
    ['an unknown field', [{ key: KEY, colour: 'red' }], /colour/],
    [
      'a price that is no amount',
      [
        {
          key: KEY,
          price: { perSecond: 'cheap', billedMs: { min: 1, max: 2 }, readOn: '2026-01-01', source: 'x' },
        },
      ],
      /cheap/,
    ],
    ['no JSON', 'prices: low', /models\.json/],
  ])('is refused with %s, saying where', async (_what, changes, message) => {
    await expect(read(changes)).rejects.toMatchObject({ code: 'bad_models_file' });
    await expect(read(changes)).rejects.toThrow(message);
  });

  it('must be there when it is named', async () => {
    await expect(withModelFile(MODELS, join(dir, 'missing.json'))).rejects.toThrow(/cannot be read/);
  });
});

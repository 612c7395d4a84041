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

  const NEW = {
    key: 'wavespeed/kling-9',
    provider: 'wavespeed',
    id: 'kwaivgi/kling-v9/video-edit',
    title: 'Kling 9',
    quality: 'final',
    takes: { images: 4, elements: 0, sound: true },
    limits: MODELS.find(({ key }) => key === KEY)?.limits,
    price: {
      perSecond: '0.5',
      billedMs: { min: 3_000, max: 10_000 },
      readOn: '2027-01-01',
      source: 'its page',
    },
    typicalMs: 60_000,
    pollGapMs: { min: 2_000, max: 8_000 },
  };

  it('adds a model that is said whole, behind those that are known', async () => {
    const models = await read([NEW]);
    expect(models).toHaveLength(MODELS.length + 1);
    expect(models.at(-1)).toMatchObject({ key: NEW.key, price: { perSecond: 500_000, setBy: 'operator' } });
    expect(models.at(-1)?.takes).toEqual(NEW.takes);
    const again = await read([NEW, { key: NEW.key, title: 'Kling Nine' }]);
    expect(again.at(-1)).toMatchObject({ title: 'Kling Nine', id: NEW.id });
  });

  it('names everything that is wrong in it at once, each with its model and its place', async () => {
    const bad = [
      { key: KEY, typicalMs: -1, limits: { fps: { min: 60, max: 24 } } },
      { ...NEW, provider: 'nobody', price: { ...NEW.price, readOn: 'lately', billedMs: { min: 1, max: 2 } } },
      { ...NEW, key: 'nobody/kling-9', provider: 'nobody' },
      { title: 'nameless' },
    ];
    const message = await read(bad).then(
      () => '',
      (error: Error) => error.message,
    );
    for (const complaint of [
      /wavespeed\/kling-o3-pro: typicalMs: /,
      /wavespeed\/kling-o3-pro: limits\.fps: min is above max/,
      /wavespeed\/kling-9: price\.readOn: /,
      /nobody\/kling-9: provider: there is no nobody; known are wavespeed, segmind, fal/,
      /entry 4: /,
    ]) {
      expect(message).toMatch(complaint);
    }
  });

  it('says what results are like, with where that was read', async () => {
    const gives = { fps: 30, follows: ['length'], readOn: '2026-11-27', source: 'our own takes' };
    const models = await read([
      { key: KEY, gives },
      { ...NEW, gives },
    ]);
    const known = ({ key }: { key: string }) => [KEY, NEW.key].includes(key);
    expect(models.filter(known).map((model) => model.gives)).toEqual([gives, gives]);
    await expect(read([{ key: KEY, gives: { fps: 30 } }])).rejects.toThrow(/gives\.source/);
  });

  it('does not let a model give part of a clip away', async () => {
    const limits = { ...NEW.limits, durationMs: { min: 3_000, max: 20_000 } };
    await expect(read([{ ...NEW, limits }])).rejects.toThrow(/would be given away/);
  });

  it('is right in the example that the documentation gives', async () => {
    const example = join(import.meta.dirname, '../../../docs/models-example.json');
    const added = (await withModelFile(MODELS, example)).slice(MODELS.length);
    expect(added.map(({ key, quality }) => [key, quality])).toEqual([
      ['wavespeed/kling-4', 'final'],
      ['wavespeed/lucy-edit-dev', 'draft'],
    ]);
  });

  it('must be there when it is named', async () => {
    await expect(withModelFile(MODELS, join(dir, 'missing.json'))).rejects.toThrow(/cannot be read/);
  });
});

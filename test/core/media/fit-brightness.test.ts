import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { frames } from '../../../src/core/media/frames.ts';
import { CHILDREN, fitted, NEVER, strange } from './fitted.ts';
import { steadyTimes } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the brightness of a fitted clip', () => {
  const grey = async (value: number, transfer: 'bt709' | 'hlg' | 'pq') => {
    const source = await strange({
      width: 128,
      height: 96,
      times: steadyTimes(24, 0.5),
      seconds: 0.5,
      grey: { value, transfer },
    });
    const { path, fit: planned } = await fitted(source);
    const wish = { timesMs: [250], width: 128, format: 'png', folder: await temporaryFolder() } as const;
    const [picture] = await frames(CHILDREN, path, wish, NEVER);
    const { channels } = await sharp(picture?.path).stats();
    return {
      level: channels.map(({ mean }) => Math.round(mean)),
      toned: planned.changes.some(({ kind }) => kind === 'toned'),
    };
  };

  it.each([
    // Three quarters of the signal is paper white in HLG; 203 nits are in PQ. Both are ordinary paper white then.
    ['hlg', 16 + 219 * 0.75, 228],
    ['pq', 16 + 219 * 0.5807, 228],
    // What reflects 18 % of the light is middle grey in both: 26 nits.
    ['hlg', 16 + 219 * 0.38, 108],
    ['pq', 16 + 219 * 0.38, 108],
    ['hlg', 16, 0],
    ['pq', 16, 0],
  ] as const)('is the usual one, out of %s of %d', async (transfer, value, expected) => {
    const { level, toned } = await grey(Math.round(value), transfer);
    expect(toned).toBe(true);
    for (const each of level) expect(Math.abs(each - expected)).toBeLessThanOrEqual(4);
  });

  it('stays what it is where it was the usual one', async () => {
    const { level, toned } = await grey(180, 'bt709');
    expect(toned).toBe(false);
    for (const each of level) expect(Math.abs(each - 191)).toBeLessThanOrEqual(2);
  });
});

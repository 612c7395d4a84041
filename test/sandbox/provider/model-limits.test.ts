import { describe, expect, it } from 'vitest';
import type { MovieFacts } from '../../../src/sandbox/media/movie-facts.ts';
import { checkClip } from '../../../src/sandbox/provider/model-limits.ts';

const FITTING: MovieFacts = {
  container: 'mp4',
  bytes: 5_000_000,
  seconds: 5,
  width: 1280,
  height: 720,
  fps: 25,
  hasSound: true,
};

describe('the limits of the model behind a provider', () => {
  it.each<[string, Partial<MovieFacts>]>([
    ['a clip as most are', {}],
    ['the shortest', { seconds: 3 }],
    ['the longest', { seconds: 10.05 }],
    ['a MOV of 200 MB', { container: 'mov', bytes: 200_000_000 }],
    ['the smallest', { width: 720, height: 720 }],
    ['the largest', { width: 2160, height: 2160 }],
    ['film at 23.976', { fps: 24_000 / 1001 }],
    ['60 frames a second', { fps: 60 }],
  ])('let through %s', (_what, other) => {
    expect(() => checkClip({ ...FITTING, ...other })).not.toThrow();
  });

  it.each<[string, Partial<MovieFacts>, string]>([
    ['2.99 s', { seconds: 2.99 }, 'too_short'],
    ['10.06 s', { seconds: 10.06 }, 'too_long'],
    ['719 lines', { height: 719 }, 'too_small'],
    ['2,161 columns', { width: 2161 }, 'too_large'],
    ['15 frames a second', { fps: 15 }, 'frame_rate'],
    ['120 frames a second', { fps: 120 }, 'frame_rate'],
    ['a WebM', { container: 'webm' }, 'format'],
    ['a byte above 200 MB', { bytes: 200_000_001 }, 'too_many_bytes'],
  ])('refuse %s', (_what, other, why) => {
    expect(() => checkClip({ ...FITTING, ...other })).toThrow(
      expect.objectContaining({ file: 'video', why }),
    );
  });

  it('refuse what cannot be read', () => {
    expect(() => checkClip(undefined)).toThrow(expect.objectContaining({ file: 'video', why: 'damaged' }));
  });
});

import { describe, expect, it } from 'vitest';
import type { ClipFacts } from '../../../src/core/edit/clip.ts';
import {
  contentTypeOf,
  judgeLength,
  judgeShape,
  judgeWindow,
  misfitsOf,
} from '../../../src/core/media/judge-clip.ts';
import { KLING } from './kling-limits.ts';
import { PHONE_CLIP } from './phone-clip.ts';

const misfits = (change: Partial<ClipFacts>) => misfitsOf({ ...PHONE_CLIP, ...change }, KLING);

describe('a clip', () => {
  it.each([
    ['as a phone makes it', {}],
    ['of the smallest size', { width: 720, height: 720 }],
    ['of the largest size', { width: 2160, height: 2160 }],
    ['at the rate of cinema as video has it', { fps: 23.98 }],
    ['at the rate of American television', { fps: 59.94 }],
    ['that an iPhone makes', { container: 'mov', videoCodec: 'hevc', hdr: true }],
    ['without sound', { audioCodec: null, audioTracks: 0 }],
    ['with sound of any kind', { audioCodec: 'mp3' }],
    ['of the largest size in bytes', { bytes: 200_000_000 }],
  ] as const)('is taken %s', (_, change) => {
    expect(misfits(change)).toEqual([]);
  });

  it.each([
    [{ width: 1280, height: 719 }, ['size']],
    [{ width: 3840, height: 2160 }, ['size']],
    [{ fps: 15 }, ['rate']],
    [{ fps: 23.8 }, ['rate']],
    [{ fps: 120 }, ['rate']],
    [{ container: 'webm', videoCodec: 'vp9' }, ['coding']],
    [{ container: 'mkv', videoCodec: 'hevc' }, ['coding']],
    [{ videoCodec: 'vvc1' }, ['coding']],
    [{ videoCodec: null }, ['coding']],
    [{ bytes: 200_000_001 }, ['bytes']],
    [{ container: 'webm', width: 640, fps: 15 }, ['coding', 'size', 'rate']],
  ] as const)('is not taken, for everything that is named: %o', (change, expected) => {
    expect(misfits(change)).toEqual(expected);
  });

  it('is declared as what it is', () => {
    expect(contentTypeOf(PHONE_CLIP)).toBe('video/mp4');
    expect(contentTypeOf({ ...PHONE_CLIP, container: 'mov' })).toBe('video/quicktime');
    expect(contentTypeOf({ ...PHONE_CLIP, container: 'webm' })).toBeNull();
  });
});

describe('a length', () => {
  it.each([3_000, 8_400, 10_050])('of %d ms is taken', (durationMs) => {
    expect(judgeLength(durationMs, KLING)).toBeNull();
  });

  it.each([
    [10_051, { code: 'clip_too_long', durationMs: 10_051, limitMs: 10_050 }],
    [2_999, { code: 'clip_too_short', durationMs: 2_999, limitMs: 3_000 }],
  ] as const)('of %d ms is refused with the reason that says why', (durationMs, reason) => {
    expect(judgeLength(durationMs, KLING)).toEqual(reason);
  });
});

describe('a shape', () => {
  it.each([
    [480, 640],
    [3840, 2160],
    [3, 1],
    [320, 960],
    [5312, 2988],
  ])('of %d×%d has a size that is taken', (width, height) => {
    expect(judgeShape({ ...PHONE_CLIP, width, height }, KLING)).toBeNull();
  });

  it.each([
    [1280, 360],
    [2161, 720],
    [300, 901],
    [30_000, 600],
  ])('of %d×%d has none', (width, height) => {
    const reason = { code: 'clip_shape', width, height, min: 720, max: 2160 };
    expect(judgeShape({ ...PHONE_CLIP, width, height }, KLING)).toEqual(reason);
  });
});

describe('a picture', () => {
  it('of 8K is more than is worked on', () => {
    const reason = { code: 'clip_pixels', width: 4320, height: 7680 };
    expect(judgeShape({ ...PHONE_CLIP, width: 4320, height: 7680 }, KLING)).toEqual(reason);
  });
});

describe('a window', () => {
  it.each([
    { from: 0, to: null },
    { from: 2_000, to: 7_000 },
    { from: 8_399, to: null },
    { from: 5_000, to: 9_000 },
  ])('lies in the clip: %o', (window) => {
    expect(judgeWindow(PHONE_CLIP, window)).toBeNull();
  });

  it.each([
    { from: 8_400, to: null },
    { from: 9_000, to: 10_000 },
    { from: 4_000, to: 4_000 },
    { from: 4_000, to: 3_000 },
    { from: -1, to: 3_000 },
    { from: Number.NaN, to: 3_000 },
  ])('holds nothing of the clip: %o', (window) => {
    expect(judgeWindow(PHONE_CLIP, window)).toEqual({ code: 'window_outside', durationMs: 8_400 });
  });
});

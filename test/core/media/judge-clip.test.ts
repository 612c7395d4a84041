import { describe, expect, it } from 'vitest';
import type { ClipFacts } from '../../../src/core/edit/clip.ts';
import { contentTypeOf, judgeClip, judgeWindow } from '../../../src/core/media/judge-clip.ts';
import type { Model } from '../../../src/core/providers/model.ts';

const LIMITS: Model['limits'] = {
  containers: ['mp4', 'mov'],
  videoCodecs: ['avc', 'hevc'],
  durationMs: { min: 3_000, max: 10_050 },
  side: { min: 720, max: 2160 },
  fps: { min: 24, max: 60 },
  bytes: 200_000_000,
  promptLength: 2_500,
  image: { minSide: 300, maxBytes: 10_000_000, maxAspect: 2.5 },
};
const FITTING: ClipFacts = {
  container: 'mp4',
  videoCodec: 'avc',
  audioCodec: 'aac',
  durationMs: 8_400,
  width: 1080,
  height: 1920,
  fps: 30,
  variableFps: false,
  rotation: 90,
  hdr: false,
  audioTracks: 1,
  bytes: 20_000_000,
  sha256: 'a'.repeat(64),
};

const judge = (change: Partial<ClipFacts>) => judgeClip({ ...FITTING, ...change }, LIMITS);

describe('a clip', () => {
  it.each([
    ['as a phone makes it', {}],
    ['of the shortest length', { durationMs: 3_000 }],
    ['of the longest length', { durationMs: 10_050 }],
    ['of the smallest size', { width: 720, height: 720 }],
    ['of the largest size', { width: 2160, height: 2160 }],
    ['at the rate of cinema as video has it', { fps: 23.98 }],
    ['at the rate of American television', { fps: 59.94 }],
    ['that an iPhone makes', { container: 'mov', videoCodec: 'hevc', hdr: true }],
    ['without sound', { audioCodec: null, audioTracks: 0 }],
    ['with sound of any kind', { audioCodec: 'mp3' }],
    ['of the largest size in bytes', { bytes: 200_000_000 }],
  ] as const)('is taken %s', (_, change) => {
    expect(judge(change)).toBeNull();
  });

  it.each([
    [{ durationMs: 10_051 }, { code: 'clip_too_long', durationMs: 10_051, limitMs: 10_050 }],
    [{ durationMs: 2_999 }, { code: 'clip_too_short', durationMs: 2_999, limitMs: 3_000 }],
    [
      { width: 1280, height: 719 },
      { code: 'clip_size', width: 1280, height: 719, min: 720, max: 2160 },
    ],
    [
      { width: 3840, height: 2160 },
      { code: 'clip_size', width: 3840, height: 2160, min: 720, max: 2160 },
    ],
    [{ fps: 15 }, { code: 'clip_fps', fps: 15, min: 24, max: 60 }],
    [{ fps: 23.8 }, { code: 'clip_fps', fps: 23.8, min: 24, max: 60 }],
    [{ fps: 120 }, { code: 'clip_fps', fps: 120, min: 24, max: 60 }],
    [
      { container: 'webm', videoCodec: 'vp9' },
      { code: 'clip_codec', codec: 'vp9', container: 'webm' },
    ],
    [
      { container: 'mkv', videoCodec: 'hevc' },
      { code: 'clip_codec', codec: 'hevc', container: 'mkv' },
    ],
    [{ videoCodec: 'vvc1' }, { code: 'clip_codec', codec: 'vvc1', container: 'mp4' }],
    [{ videoCodec: null }, { code: 'clip_codec', codec: 'unknown', container: 'mp4' }],
    [{ bytes: 200_000_001 }, { code: 'clip_too_big', bytes: 200_000_001, limit: 200_000_000 }],
  ] as const)('is refused with the reason that says why: %o', (change, reason) => {
    expect(judge(change)).toEqual(reason);
  });

  it('is refused first for what cutting it would not help', () => {
    expect(judge({ durationMs: 30_000, container: 'webm' })).toMatchObject({ code: 'clip_codec' });
    expect(judge({ durationMs: 30_000, width: 640 })).toMatchObject({ code: 'clip_size' });
  });

  it('is declared as what it is', () => {
    expect(contentTypeOf(FITTING)).toBe('video/mp4');
    expect(contentTypeOf({ ...FITTING, container: 'mov' })).toBe('video/quicktime');
    expect(contentTypeOf({ ...FITTING, container: 'webm' })).toBeNull();
  });
});

describe('a window', () => {
  it.each([
    { from: 0, to: null },
    { from: 2_000, to: 7_000 },
    { from: 8_399, to: null },
    { from: 5_000, to: 9_000 },
  ])('lies in the clip: %o', (window) => {
    expect(judgeWindow(FITTING, window)).toBeNull();
  });

  it.each([
    { from: 8_400, to: null },
    { from: 9_000, to: 10_000 },
    { from: 4_000, to: 4_000 },
    { from: 4_000, to: 3_000 },
    { from: -1, to: 3_000 },
    { from: Number.NaN, to: 3_000 },
  ])('holds nothing of the clip: %o', (window) => {
    expect(judgeWindow(FITTING, window)).toEqual({ code: 'window_outside', durationMs: 8_400 });
  });
});

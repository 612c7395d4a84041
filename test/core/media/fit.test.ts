import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClipFacts } from '../../../src/core/edit/clip.ts';
import { fitFor } from '../../../src/core/media/fit.ts';
import { judgeShape, misfitsOf } from '../../../src/core/media/judge-clip.ts';
import type { Model } from '../../../src/core/providers/model.ts';
import { KLING } from './kling-limits.ts';
import { PHONE_CLIP } from './phone-clip.ts';

const plan = (change: Partial<ClipFacts>) => fitFor({ ...PHONE_CLIP, rotation: 0, ...change }, KLING);

const anyClip = fc.record<ClipFacts>({
  container: fc.constantFrom('mp4', 'mov', 'webm', 'mkv'),
  videoCodec: fc.constantFrom('avc', 'hevc', 'vp9', 'av1', null),
  audioCodec: fc.constantFrom('aac', 'opus', null),
  durationMs: fc.integer({ min: 3_000, max: 10_050 }),
  width: fc.integer({ min: 16, max: 4320 }),
  height: fc.integer({ min: 16, max: 4320 }),
  fps: fc.double({ min: 0.5, max: 240, noNaN: true }),
  variableFps: fc.boolean(),
  rotation: fc.constantFrom(0, 90, 180, 270),
  hdr: fc.boolean(),
  audioTracks: fc.nat(2),
  bytes: fc.integer({ min: 1, max: 500_000_000 }),
  sha256: fc.constant('a'.repeat(64)),
});

const anyLimits = fc
  .record({
    least: fc.integer({ min: 100, max: 800 }),
    room: fc.integer({ min: 2, max: 2_000 }),
    slowest: fc.integer({ min: 10, max: 30 }),
    faster: fc.integer({ min: 1, max: 60 }),
    bytes: fc.integer({ min: 2_000_000, max: 300_000_000 }),
  })
  .map(({ least, room, slowest, faster, bytes }): Model['limits'] => ({
    ...KLING,
    side: { min: least, max: least + room },
    fps: { min: slowest, max: slowest + faster },
    bytes,
  }));

/** What a fit makes of a clip, as its plan says. */
function fitted(facts: ClipFacts, limits: Model['limits']): ClipFacts {
  const fit = fitFor(facts, limits);
  if (!fit) return facts;
  const { width, height, fps, bitrate } = fit;
  const bytes = Math.ceil((bitrate * facts.durationMs) / 8_000);
  const shown = {
    width,
    height,
    fps: fps ?? facts.fps,
    rotation: 0,
    variableFps: false,
    hdr: false,
  } as const;
  return { ...facts, container: 'mp4', videoCodec: 'avc', ...shown, bytes };
}

describe('the plan of a fit', () => {
  it('always leads to what the model takes, of any shape that has a size there', () => {
    fc.assert(
      fc.property(anyClip, anyLimits, (facts, limits) => {
        fc.pre(judgeShape(facts, limits) === null);
        expect(misfitsOf(fitted(facts, limits), limits)).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is none for what fits, and for nothing else', () => {
    fc.assert(
      fc.property(anyClip, anyLimits, (facts, limits) => {
        fc.pre(judgeShape(facts, limits) === null);
        const fits = misfitsOf(facts, limits).length === 0 && !facts.hdr && !facts.variableFps;
        expect(fitFor(facts, limits) === null).toBe(fits);
        expect(fitFor(fitted(facts, limits), limits)).toBeNull();
      }),
      { numRuns: 5_000 },
    );
  });

  it('never scales or changes the rate further than to the nearest limit', () => {
    fc.assert(
      fc.property(anyClip, anyLimits, (facts, limits) => {
        const fit = fitFor(facts, limits);
        fc.pre(judgeShape(facts, limits) === null && fit !== null);
        const [short, long] = [Math.min(facts.width, facts.height), Math.max(facts.width, facts.height)];
        const scale = Math.max(limits.side.min / short, Math.min(1, limits.side.max / long));
        expect(Math.abs(fit.width - facts.width * scale)).toBeLessThanOrEqual(2);
        expect(Math.abs(fit.height - facts.height * scale)).toBeLessThanOrEqual(2);
        if (facts.variableFps || fit.fps === null) return;
        expect(fit.fps).toBe(Math.min(limits.fps.max, Math.max(limits.fps.min, facts.fps)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('has even sides', () => {
    fc.assert(
      fc.property(anyClip, anyLimits, (facts, limits) => {
        const fit = fitFor(facts, limits);
        expect([(fit?.width ?? 0) % 2, (fit?.height ?? 0) % 2]).toEqual([0, 0]);
      }),
    );
  });

  it.each([
    [
      'the short side up to the minimum',
      { width: 854, height: 480 },
      {
        width: 1282,
        height: 720,
        fps: null,
        changes: [{ kind: 'scaled', from: [854, 480], to: [1282, 720] }],
      },
    ],
    [
      'the long side down to the maximum',
      { width: 3840, height: 2160 },
      { width: 2160, height: 1216, changes: [{ kind: 'scaled', from: [3840, 2160], to: [2160, 1216] }] },
    ],
    [
      'the narrowest shape there is',
      { width: 200, height: 600 },
      { width: 720, height: 2160, changes: [{ kind: 'scaled', from: [200, 600], to: [720, 2160] }] },
    ],
    [
      'a rate down to the maximum',
      { fps: 119.88 },
      {
        width: 1080,
        height: 1920,
        fps: 60,
        changes: [{ kind: 'rate', from: 119.88, to: 60, uneven: false }],
      },
    ],
    ['a rate up to the minimum', { fps: 15 }, { fps: 24 }],
    [
      'uneven frames to the next usual rate',
      { fps: 29.4, variableFps: true },
      { fps: 30, changes: [{ kind: 'rate', from: 29.4, to: 30, uneven: true }] },
    ],
    ['uneven frames a little faster than meant', { fps: 30.3, variableFps: true }, { fps: 30 }],
    ['uneven frames that are few', { fps: 7.2, variableFps: true }, { fps: 24 }],
    ['uneven frames that are too many', { fps: 85, variableFps: true }, { fps: 60 }],
    [
      'a WebM',
      { container: 'webm', videoCodec: 'vp9' },
      { width: 1080, height: 1920, fps: null, changes: [{ kind: 'converted', from: 'webm' }] },
    ],
    [
      'a codec that the model does not take',
      { videoCodec: 'av1' },
      { changes: [{ kind: 'converted', from: 'av1' }] },
    ],
    [
      'high dynamic range, turned, from an iPhone',
      { container: 'mov', videoCodec: 'hevc', hdr: true, rotation: 90 },
      { changes: [{ kind: 'converted', from: 'hevc' }, { kind: 'turned' }, { kind: 'toned' }] },
    ],
    [
      'too many bytes',
      { bytes: 300_000_000 },
      { width: 1080, height: 1920, fps: null, changes: [{ kind: 'compressed', from: 300_000_000 }] },
    ],
  ] as const)('brings %s', (_, change, expected) => {
    expect(plan(change)).toMatchObject(expected);
  });

  it('leaves what only has players turn it, and a MOV or HEVC where the model takes them', () => {
    expect(plan({ rotation: 90 })).toBeNull();
    expect(plan({ container: 'mov', videoCodec: 'hevc' })).toBeNull();
  });

  it('of a window is one encoding with everything else, and is needed even where all fits', () => {
    const window = { from: 1_000, to: 5_000 };
    expect(fitFor({ ...PHONE_CLIP, rotation: 0 }, KLING, window)).toMatchObject({
      window,
      width: 1080,
      height: 1920,
      fps: null,
      changes: [{ kind: 'cut', from: 1_000, to: 5_000 }],
    });
    expect(fitFor({ ...PHONE_CLIP, container: 'mov', width: 480, height: 640 }, KLING, window)).toMatchObject(
      {
        changes: [
          { kind: 'cut' },
          { kind: 'converted', from: 'mov' },
          { kind: 'scaled' },
          { kind: 'turned' },
        ],
      },
    );
  });

  it('spends no more bits than the limit has room for', () => {
    const tight = { ...KLING, bytes: 4_000_000 };
    const fit = fitFor({ ...PHONE_CLIP, bytes: 20_000_000 }, tight);
    expect(((fit?.bitrate ?? 0) * 8.4) / 8).toBeLessThan(4_000_000 * 0.85);
    expect(plan({ container: 'webm' })?.bitrate).toBe(0.25 * 1080 * 1920 * 30);
  });
});

import { describe, expect, it } from 'vitest';
import { findCuts } from '../../../src/core/media/cuts.ts';
import { CHILDREN, NEVER, strange } from './fitted.ts';
import { NO_SHARED_CLIPS, sharedClip } from './shared-clips.ts';
import { steadyTimes } from './strange-clip.ts';

describe('the places where a clip may be cut', () => {
  it('are its key frames where it shows one scene only', async () => {
    const source = await strange({ width: 320, height: 180, times: steadyTimes(25, 9), seconds: 9 });
    const { scenes, keys } = await findCuts(CHILDREN, source, { from: 1_000, to: 9_000 }, NEVER);
    expect(scenes).toEqual([]);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toBeGreaterThan(1_000);
  });

  it.skipIf(NO_SHARED_CLIPS)('are where another scene begins in a real film', async () => {
    const film = sharedClip('film-30s-720p-vp8.webm');
    const shares: number[] = [];
    const within = { from: 0, to: 30_000 };
    const { scenes } = await findCuts(CHILDREN, film, within, NEVER, (share) => shares.push(share));
    expect(scenes).toEqual([11_795, 15_670, 22_961]);
    expect(shares.at(-1)).toBe(1);
  });
});

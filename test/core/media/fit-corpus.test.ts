import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ClipFacts } from '../../../src/core/edit/clip.ts';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { fitFor } from '../../../src/core/media/fit.ts';
import { fitClip } from '../../../src/core/media/fit-clip.ts';
import { judgeLength, judgeShape, misfitsOf } from '../../../src/core/media/judge-clip.ts';
import { MediaError, reasonOfMedia } from '../../../src/core/media/media-error.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { changesWording } from '../../../src/core/views/change-wording.ts';
import { reasonWording } from '../../../src/core/views/reason-wording.ts';
import { ffprobeDisagrees } from './ffprobe.ts';
import { KLING } from './kling-limits.ts';
import { NO_SHARED_CLIPS, SHARED_CLIPS, sharedClip } from './shared-clips.ts';
import { makeStrangeClip, type StrangeClip, steadyTimes } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NEVER = new AbortController().signal;
const CLIP = { times: steadyTimes(25, 3.5), seconds: 3.5 };
const CHILDREN = new MediaChildren({ atOnce: 1 });
/** Of clips that are too long: as their sentence proposes, but shorter, to be quick. */
const PART = { from: 0, to: 4_000 };

/** Nothing that ffprobe reads differently, or no ffprobe. */
const AGREES = /^(?:not here)?$/;

/** Where the two differ for a reason, and what ffprobe (FFmpeg 5.1) says. */
const KNOWN_DISAGREEMENTS: Readonly<Record<string, string>> = {
  // A track that does not say how its sound is coded; nothing can be made of it.
  'broken-missing-stsd.mp4': '1 audio tracks',
  // The length of the longest track of all, and not of the pictures that are the clip.
  'two-video-tracks-17s.mp4': '16.57 s',
  // It does not know this codec, and counts on the header.
  'unsupported-vvc-5s.mp4': '5 s',
};

/** How each ends, beginning of the words. Those that are refused are refused by these. */
const ENDINGS: Record<string, string> = {
  'anamorphic-2x1-5s.mp4': 'The clip is 1280×360;',
  'broken-mdat-too-long.mp4': 'The clip is 1.1 s long;',
  'broken-missing-stsd.mp4': 'The clip is 1 s long;',
  'film-10s-1080p-hevc.mp4': 'as it is',
  'film-30s-720p-vp8.webm': 'cut to 0:00–0:04, converted from WebM',
  'film-5s-1080p.mp4': 'as it is',
  'gopro-12s-480p.mp4': 'cut to 0:00–0:04, scaled 854×480 → 1282×720',
  'iphone-hlg-hevc-rotated-2.5s.mp4': 'The clip is 2.6 s long;',
  'phone-rotated-1s.mov': 'The clip is 1 s long;',
  'recorder-no-duration-vp9.webm': 'converted from WebM, evened out to 24 frames per second',
  'screencast-8s-720p.mp4': 'as it is',
  'silent-film-9.6s-360p.mp4': 'scaled 640×360 → 1280×720',
  'text-named.mp4': 'text-named.mp4 is damaged',
  'two-video-tracks-17s.mp4': 'cut to 0:00–0:04, scaled 480×270 → 1280×720',
  'unsupported-vvc-5s.mp4': 'Recut cannot read VVC video.',
  'vfr-3026x1386-8.7s.mp4': 'scaled 3026×1386 → 2160×990, evened out to 24 frames per second',
};

/** Clips as people send them that are not among the real ones. */
const GENERATED: Readonly<Record<string, { clip: Omit<StrangeClip, 'path'>; ending: string }>> = {
  'phone in portrait, HEVC': {
    clip: {
      ...CLIP,
      width: 1280,
      height: 720,
      codec: 'hevc',
      container: 'mov',
      rotation: 90,
      soundsFrom: [0],
    },
    ending: 'as it is',
  },
  'WebM without sound': {
    clip: { ...CLIP, width: 640, height: 480, codec: 'vp9', container: 'webm' },
    ending: 'converted from WebM, scaled 640×480 → 960×720',
  },
  'two tracks of sound in a Matroska': {
    clip: { ...CLIP, width: 1280, height: 720, container: 'mkv', soundsFrom: [0, 1] },
    ending: 'converted from Matroska',
  },
  'a webcam at 12 frames a second': {
    clip: { width: 1280, height: 720, times: steadyTimes(12, 3.5), seconds: 3.5 },
    ending: '12 → 24 frames per second',
  },
  'a screen recording that stands still for seconds': {
    clip: { width: 1280, height: 720, times: [0, 0.1, 0.2, 2.5, 2.6], seconds: 3.5 },
    ending: 'evened out to 24 frames per second',
  },
  'a phone in HDR': {
    clip: {
      ...CLIP,
      width: 1280,
      height: 720,
      codec: 'hevc',
      container: 'mov',
      grey: { value: 180, transfer: 'hlg' },
    },
    ending: 'converted from HEVC, HDR made SDR',
  },
};

interface Row {
  file: string;
  facts: string;
  /** What ffprobe reads differently. */
  ffprobe: string;
  ending: string;
  result: string;
}

describe('every clip that was made to be odd', () => {
  const rows: Row[] = [];
  afterAll(() => console.table(rows));

  it.each(Object.entries(GENERATED))(
    'fits after what is said of it: %s',
    async (name, { clip, ending }) => {
      const path = join(await temporaryFolder(), 'source');
      await makeStrangeClip(CHILDREN, { ...clip, path });
      const row = await play(name, path);
      rows.push(row);
      expect(row.ending).toBe(ending);
      expect(row.ffprobe).toMatch(AGREES);
    },
    120_000,
  );
});

describe.skipIf(NO_SHARED_CLIPS)('every real clip (skipped without ../shared/clips)', () => {
  const rows: Row[] = [];
  afterAll(() => console.table(rows));

  it.each(NO_SHARED_CLIPS ? [] : readdirSync(SHARED_CLIPS).filter((file) => !file.endsWith('.md')))(
    'fits after what is said of it, or ends in a sentence: %s',
    async (file) => {
      const row = await play(file, sharedClip(file));
      rows.push(row);
      expect(CHILDREN.pids).toEqual([]);
      if (row.ffprobe !== 'not here') expect(row.ffprobe).toBe(KNOWN_DISAGREEMENTS[file] ?? '');
      expect(row.ending.startsWith(ENDINGS[file] ?? 'its ending is not written down')).toBe(true);
    },
    120_000,
  );

  it.each([
    ['iphone-hlg-hevc-rotated-2.5s.mp4', { width: 1080, height: 1920, fps: 30, hdr: false, rotation: 0 }],
    ['phone-rotated-1s.mov', { width: 720, height: 960, fps: 24, rotation: 0 }],
  ] as const)(
    'that is too short would fit but for that: %s',
    async (file, expected) => {
      const any = { ...KLING, durationMs: { min: 500, max: 10_050 } };
      const source = sharedClip(file);
      const fit = fitFor(await probe(CHILDREN, source, NEVER), any);
      if (!fit) throw new Error('nothing to do');
      const path = join(await temporaryFolder(), 'fitted.mp4');
      await fitClip(CHILDREN, source, path, fit, NEVER);
      const facts = await probe(CHILDREN, path, NEVER);
      expect(facts).toMatchObject({ container: 'mp4', videoCodec: 'avc', audioCodec: 'aac', ...expected });
      expect(misfitsOf(facts, any)).toEqual([]);
    },
    120_000,
  );
});

/** As the step that checks clips does it. */
async function play(file: string, source: string): Promise<Row> {
  let facts: ClipFacts | null = null;
  let ffprobe = '';
  const row = (ending: string, result = '') => ({ file, facts: told(facts), ffprobe, ending, result });
  try {
    facts = await probe(CHILDREN, source, NEVER);
    ffprobe = (await ffprobeDisagrees(source, facts))?.join(', ') ?? 'not here';
    const isLong = facts.durationMs > KLING.durationMs.max;
    const window = isLong ? PART : null;
    const reason = judgeShape(facts, KLING) ?? judgeLength(isLong ? PART.to : facts.durationMs, KLING);
    if (reason) return row(reasonWording(reason));
    const fit = fitFor(facts, KLING, window);
    if (!fit) return row('as it is', told(facts));
    const path = join(await temporaryFolder(), 'fitted.mp4');
    await fitClip(CHILDREN, source, path, fit, NEVER);
    const result = await probe(CHILDREN, path, NEVER);
    expect(misfitsOf(result, KLING)).toEqual([]);
    expect(judgeLength(result.durationMs, KLING)).toBeNull();
    expect(result.variableFps || result.hdr || result.rotation !== 0).toBe(false);
    expect(result.audioTracks).toBe(Math.min(1, facts.audioTracks));
    return row(changesWording(fit.changes), told(result));
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return row(reasonWording(reasonOfMedia(error, { name: file })));
  }
}

function told(facts: ClipFacts | null): string {
  if (!facts) return '';
  const { container, videoCodec, audioCodec, durationMs, width, height, fps, variableFps, hdr, rotation } =
    facts;
  return [
    `${container} ${videoCodec}/${audioCodec ?? 'silent'}`,
    `${(durationMs / 1000).toFixed(2)} s`,
    `${width}×${height}`,
    `${variableFps ? '~' : ''}${fps} fps`,
    ...(rotation ? [`turned ${rotation}°`] : []),
    ...(hdr ? ['HDR'] : []),
  ].join(', ');
}

import { createHash } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipFacts } from '../../../src/core/edit/clip.ts';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { probe } from '../../../src/core/media/probe.ts';

import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { NO_SHARED_CLIPS, sharedClip } from './shared-clips.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NEVER = new AbortController().signal;
const CHILDREN = new MediaChildren({ atOnce: 2 });

type Known = Omit<ClipFacts, 'bytes' | 'sha256'>;

const USUAL = {
  container: 'mp4',
  videoCodec: 'avc',
  audioCodec: 'aac',
  variableFps: false,
  rotation: 0,
  hdr: false,
  audioTracks: 1,
} satisfies Partial<Known>;

/**
 * As ffprobe 5.1 tells them, but for these: lengths are the longest one may claim (ffprobe's is given where it differs),
 * and the rate of clips with a variable one is all frames over that time.
 */
const REAL_CLIPS: Record<string, Known> = {
  'anamorphic-2x1-5s.mp4': {
    ...USUAL,
    audioCodec: null,
    audioTracks: 0,
    durationMs: 5000,
    width: 1280,
    height: 360,
    fps: 30,
  },
  'broken-mdat-too-long.mp4': { ...USUAL, durationMs: 1067, width: 1080, height: 720, fps: 29.97 }, // 1024
  'broken-missing-stsd.mp4': {
    ...USUAL,
    audioCodec: null,
    audioTracks: 0,
    durationMs: 1001,
    width: 1080,
    height: 720,
    fps: 29.97,
  },
  'film-10s-1080p-hevc.mp4': {
    ...USUAL,
    videoCodec: 'hevc',
    durationMs: 10_000,
    width: 1920,
    height: 1080,
    fps: 30,
  },
  'film-30s-720p-vp8.webm': {
    ...USUAL,
    container: 'webm',
    videoCodec: 'vp8',
    audioCodec: 'vorbis',
    durationMs: 30_003,
    width: 1280,
    height: 720,
    fps: 24,
  },
  'film-5s-1080p.mp4': { ...USUAL, durationMs: 5056, width: 1920, height: 1080, fps: 25 },
  'gopro-12s-480p.mp4': { ...USUAL, durationMs: 12_079, width: 854, height: 480, fps: 29.97 },
  'iphone-hlg-hevc-rotated-2.5s.mp4': {
    ...USUAL,
    container: 'mov',
    videoCodec: 'hevc',
    durationMs: 2647,
    width: 1080,
    height: 1920,
    fps: 27.73,
    variableFps: true,
    rotation: 90,
    hdr: true,
  }, // 2548
  'phone-rotated-1s.mov': {
    ...USUAL,
    container: 'mov',
    durationMs: 1045,
    width: 480,
    height: 640,
    fps: 24,
    rotation: 90,
  }, // 1017
  'recorder-no-duration-vp9.webm': {
    ...USUAL,
    container: 'webm',
    videoCodec: 'vp9',
    audioCodec: 'opus',
    durationMs: 4872,
    width: 1280,
    height: 720,
    fps: 15.19,
    variableFps: true,
  }, // none
  'screencast-8s-720p.mp4': { ...USUAL, durationMs: 8362, width: 1280, height: 720, fps: 30 }, // 8320
  'silent-film-9.6s-360p.mp4': {
    ...USUAL,
    audioCodec: 'mp3',
    durationMs: 9640,
    width: 640,
    height: 360,
    fps: 25,
  },
  'two-video-tracks-17s.mp4': {
    ...USUAL,
    audioTracks: 2,
    durationMs: 13_056,
    width: 480,
    height: 270,
    fps: 29.97,
  }, // 16570, of its subtitles
  'unsupported-vvc-5s.mp4': {
    ...USUAL,
    videoCodec: 'vvc1',
    audioCodec: null,
    audioTracks: 0,
    durationMs: 6167,
    width: 320,
    height: 180,
    fps: 24,
  }, // 5000
  'vfr-3026x1386-8.7s.mp4': {
    ...USUAL,
    audioCodec: null,
    audioTracks: 0,
    durationMs: 8726,
    width: 3026,
    height: 1386,
    fps: 7.22,
    variableFps: true,
  },
};

describe.skipIf(NO_SHARED_CLIPS)('the facts of real clips (skipped without ../shared/clips)', () => {
  it.each(Object.entries(REAL_CLIPS))('are read from the bytes: %s', async (name, known) => {
    const path = sharedClip(name);
    const content = await readFile(path);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(await probe(CHILDREN, path, NEVER)).toEqual({ ...known, bytes: content.length, sha256 });
  });

  it('are refused for the head of a container that lists no tracks', async () => {
    await expect(probe(CHILDREN, sharedClip('text-named.mp4'), NEVER)).rejects.toMatchObject({
      code: 'damaged',
    });
  });
});

describe('the facts of a made clip', () => {
  it.each([
    { container: 'mp4', width: 640, height: 360, fps: 25, seconds: 3, sound: true },
    { container: 'mov', width: 360, height: 640, fps: 30, seconds: 2, sound: false },
    { container: 'webm', width: 320, height: 240, fps: 24, seconds: 1, sound: true },
  ] as const)('are what it was made to be: %o', async (wanted) => {
    const path = join(await temporaryFolder(), 'named-wrongly.txt');
    await makeClip({ path, ...wanted });
    const webm = wanted.container === 'webm';
    expect(await probe(CHILDREN, path, NEVER)).toMatchObject({
      container: wanted.container,
      videoCodec: webm ? 'vp8' : 'avc',
      audioCodec: wanted.sound ? (webm ? 'opus' : 'aac') : null,
      width: wanted.width,
      height: wanted.height,
      fps: wanted.fps,
      variableFps: false,
      audioTracks: wanted.sound ? 1 : 0,
    });
  });
});

describe('a file that is no clip', () => {
  const write = async (content: string | Uint8Array) => {
    const path = join(await temporaryFolder(), 'clip.mp4');
    await writeFile(path, content);
    return path;
  };
  const avi = Buffer.from('RIFF\0\0\0\0AVI LIST');

  it.each([
    ['text', 'just words'],
    ['nothing', ''],
    ['a web page', '<!doctype html><title>Sign in</title>'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('is called so: %s', async (_, content) => {
    await expect(probe(CHILDREN, await write(content), NEVER)).rejects.toMatchObject({ code: 'not_a_video' });
  });

  it('is not followed to other files: a playlist', async () => {
    const folder = await temporaryFolder();
    await makeClip({ path: join(folder, 'other.mp4'), width: 64, height: 64, seconds: 0.2 });
    const path = join(folder, 'clip.mp4');
    await writeFile(path, '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nother.mp4\n#EXT-X-ENDLIST\n');
    await expect(probe(CHILDREN, path, NEVER)).rejects.toMatchObject({ code: 'not_a_video' });
  });

  it.each([
    ['avi', avi],
    ['flv', Buffer.from('FLV\x01\x05\0\0\0\x09')],
    ['mpeg', Buffer.from([0, 0, 1, 0xba, 0x44])],
    ['wmv', Buffer.from('3026b2758e66cf11a6d9', 'hex')],
  ])('is named when it is a video of another kind: %s', async (kind, content) => {
    await expect(probe(CHILDREN, await write(content), NEVER)).rejects.toMatchObject({
      code: 'unsupported_container',
      kind,
    });
  });

  it('is not there: that is our failure and not the clip’s', async () => {
    const path = join(await temporaryFolder(), 'missing.mp4');
    await expect(probe(CHILDREN, path, NEVER)).rejects.toMatchObject({
      code: 'tool_failed',
      retryable: true,
    });
  });
});

describe('a clip that was cut off', () => {
  it('is damaged when its table of contents was at the end', async () => {
    const path = join(await temporaryFolder(), 'clip.mov');
    await makeClip({ path, width: 64, height: 64, seconds: 1 });
    await truncate(path, 24);
    await expect(probe(CHILDREN, path, NEVER)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('is damaged when its table of contents names frames that are not there', async () => {
    const path = join(await temporaryFolder(), 'clip.mp4');
    await makeClip({ path, width: 320, height: 240, seconds: 2 });
    const { length } = await readFile(path);
    await truncate(path, Math.floor(length * 0.7));
    await expect(probe(CHILDREN, path, NEVER)).rejects.toMatchObject({ code: 'damaged' });
  });
});

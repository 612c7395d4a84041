import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Input, InputFormat, InputTrack, InputVideoTrack } from 'mediabunny';
import { MP4, QTFF, WEBM } from 'mediabunny';
import { z } from 'zod';
import type { ClipFacts } from '../../edit/clip.ts';
import { formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { Refusal, serve } from './serve.ts';

serve(z.object({ path: z.string() }), async ({ path }) => {
  const input = openClip(path);
  const container = containerOf(await formatOf(input, path));
  const told = await readTracks(input).catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    throw new Refusal('damaged', error instanceof Error ? error.message : 'unreadable');
  });
  const { size } = await stat(path);
  return { container, ...told, bytes: size, sha256: await hashOf(path) } satisfies ClipFacts;
});

function containerOf(format: InputFormat): ClipFacts['container'] {
  if (format === MP4) return 'mp4';
  if (format === QTFF) return 'mov';
  return format === WEBM ? 'webm' : 'mkv';
}

async function readTracks(input: Input): Promise<Omit<ClipFacts, 'container' | 'bytes' | 'sha256'>> {
  const video = await mainVideoTrack(input);
  const audio = await input.getAudioTracks();
  const [firstAudio] = audio;
  return {
    videoCodec: await codecOf(video),
    audioCodec: firstAudio ? await codecOf(firstAudio) : null,
    durationMs: await durationMs(video, audio),
    width: Math.round(await video.getDisplayWidth()),
    height: Math.round(await video.getDisplayHeight()),
    ...(await pace(video)),
    rotation: await video.getRotation(),
    hdr: await video.hasHighDynamicRange(),
    audioTracks: audio.length,
  };
}

/** The container's own name of a codec that is not known here: `vvc1` says more than nothing. */
async function codecOf(track: InputTrack): Promise<string | null> {
  const codec = await track.getCodec();
  if (codec) return codec;
  const id = await track.getInternalCodecId();
  return typeof id === 'string' && /^[\w/.-]{2,32}$/.test(id.trim()) ? id.trim() : null;
}

/**
 * The longest of the ends that one may call the clip's: of its pictures by their last frame, by the container's
 * statement, and of its sound. A provider may bill any of them, so a quote must be made for the longest.
 */
async function durationMs(video: InputVideoTrack, audio: readonly InputTrack[]): Promise<number> {
  const ends = await Promise.all([
    video.computeDuration(),
    video.getDurationFromMetadata(),
    ...audio.map((track) => track.computeDuration()),
  ]);
  const longest = Math.max(...ends.map((end) => end ?? 0));
  if (!(longest > 0)) throw new Refusal('damaged', 'it has no length');
  return Math.round(longest * 1000);
}

/** From the times of all frames, because what headers say of the rate is often wrong. */
async function pace(video: InputVideoTrack): Promise<{ fps: number; variableFps: boolean }> {
  const metrics = await video.computeFrameRateMetrics({ targetPacketCount: Number.POSITIVE_INFINITY });
  const steady = metrics.frameRateIsConstant;
  const fps = steady ? metrics.averageFrameRate : (await video.computePacketStats()).averagePacketRate;
  if (!(fps > 0 && Number.isFinite(fps))) throw new Refusal('damaged', 'its frames have no times');
  return { fps: Math.round(fps * 100) / 100, variableFps: !steady };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

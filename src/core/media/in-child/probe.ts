import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Input, InputFormat, InputTrack, InputVideoTrack } from 'mediabunny';
import { EncodedPacketSink, MP4, QTFF, WEBM } from 'mediabunny';
import { z } from 'zod';
import type { ClipFacts } from '../../edit/clip.ts';
import { factsSchema } from '../facts-schema.ts';
import { intact } from './intact.ts';
import { codecOf, formatOf, mainVideoTrack, openClip } from './open-clip.ts';
import { Refusal, serve } from './serve.ts';

/** Times in whole milliseconds make a steady 60 a second look like 58.8 and 62.5; a skipped frame makes it 30. */
const STEADY_RATIO = 1.1;

serve(z.object({ path: z.string() }), async ({ path }) => {
  const input = openClip(path);
  const container = containerOf(await formatOf(input, path));
  const told = await intact(readTracks(input));
  const { size } = await stat(path);
  const facts = { container, ...told, bytes: size, sha256: await hashOf(path) } satisfies ClipFacts;
  if (factsSchema.safeParse(facts).success) return facts;
  throw new Refusal('damaged', 'what it says of itself makes no sense');
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
  for (const track of [video, ...audio]) await checkEnd(track);
  return {
    videoCodec: await codecOf(video),
    audioCodec: firstAudio ? await codecOf(firstAudio) : null,
    durationMs: await durationMs(video, audio),
    width: Math.round(await video.getDisplayWidth()),
    height: Math.round(await video.getDisplayHeight()),
    ...(await pace(video)),
    rotation: await video.getRotation(),
    hdr: await isHdr(video),
    audioTracks: audio.length,
  };
}

/** The table of contents of a file that was cut off names frames that are not in it: the last ones. */
async function checkEnd(track: InputTrack): Promise<void> {
  const packets = new EncodedPacketSink(track);
  const isNamed = await packets.getPacket(Number.POSITIVE_INFINITY, { metadataOnly: true });
  const isThere = await packets.getPacket(Number.POSITIVE_INFINITY);
  if (isNamed && !isThere) throw new Refusal('damaged', 'it ends before its last frame');
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

/** Only these two ways of coding brightness: wide colours alone are shown well enough by everyone. */
async function isHdr(video: InputVideoTrack): Promise<boolean> {
  const { transfer } = await video.getColorSpace();
  return transfer === 'hlg' || transfer === 'pq';
}

/** From the times of all frames, because what headers say of the rate is often wrong. */
async function pace(video: InputVideoTrack): Promise<{ fps: number; variableFps: boolean }> {
  const { averagePacketRate, packetCount } = await video.computePacketStats();
  if (!(averagePacketRate > 0 && Number.isFinite(averagePacketRate))) {
    throw new Refusal('damaged', 'its frames have no times');
  }
  if (packetCount === 1) return { fps: round(averagePacketRate), variableFps: false };
  const all = { targetPacketCount: Number.POSITIVE_INFINITY };
  const { minFrameRate, maxFrameRate, averageFrameRate } = await video.computeFrameRateMetrics(all);
  const variableFps = maxFrameRate > minFrameRate * STEADY_RATIO;
  return { fps: round(variableFps ? averagePacketRate : averageFrameRate), variableFps };
}

function round(fps: number): number {
  return Math.round(fps * 100) / 100;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

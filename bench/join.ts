/**
 * What it costs to join a long take of six parts: `node entry.mjs bench/join.ts` (Linux: memory is read from /proc).
 * Of parts that are copied, first small ones and then some of 80 MB each, and of parts that are not alike and are encoded
 * anew. Ends with 1 when large parts take 250 MB more than small ones, or encoding more than 1,300 MB.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { MediaChildren } from '../src/core/media/child.ts';
import { join, type ToJoin } from '../src/core/media/join.ts';
import { makeClip } from '../src/sandbox/scene/make-clip.ts';
import { ProcessMemory } from './process-memory.ts';

const MB = 1_000_000;
const PARTS = 6;
const SECONDS = 10;
const MOST_GROWTH = 250 * MB;
const MOST_ENCODING = 1_300 * MB;
const LARGE_BYTES = 80 * MB;
const NEVER = new AbortController().signal;

const folder = await mkdtemp(pathOf(tmpdir(), 'recut-bench-'));
const children = new MediaChildren({ atOnce: 1 });
try {
  const sound = pathOf(folder, 'source.mp4');
  await makeClip({ path: sound, seconds: PARTS * SECONDS, width: 320, height: 180 });
  const small = pathOf(folder, 'small.mp4');
  await makeClip({ path: small, seconds: SECONDS, width: 1920, height: 1080, fps: 24 });
  const large = pathOf(folder, 'large.mp4');
  await fill(small, large);
  const least = await measure('copied', Array(PARTS).fill(small), sound);
  const most = await measure('copied', Array(PARTS).fill(large), sound);
  const other = pathOf(folder, 'other.mp4');
  await makeClip({ path: other, seconds: SECONDS, width: 1280, height: 720, fps: 24 });
  const encoding = await measure('encoded anew', [small, ...Array(PARTS - 1).fill(other)], sound);
  if (most - least > MOST_GROWTH || encoding > MOST_ENCODING) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

/** The same clip with filler in each of its pictures, which decoders skip (H.264, 7.3.2.7). */
async function fill(path: string, destination: string): Promise<void> {
  using input = new Input({ source: new FilePathSource(path), formats: [MP4] });
  const video = await input.getPrimaryVideoTrack();
  const decoderConfig = await video?.getDecoderConfig();
  if (!video || !decoderConfig) throw new Error('it has pictures');
  const { packetCount } = await video.computePacketStats();
  const filler = Buffer.alloc(Math.round(LARGE_BYTES / packetCount), 0xff);
  filler.writeUInt32BE(filler.length - 4);
  filler[4] = 0x0c;
  filler[filler.length - 1] = 0x80;
  const output = new Output({ format: new Mp4OutputFormat(), target: new FilePathTarget(destination) });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source);
  await output.start();
  for await (const packet of new EncodedPacketSink(video).packets()) {
    const filled = packet.clone({ data: Buffer.concat([packet.data, filler]), sequenceNumber: -1 });
    await source.add(filled, { decoderConfig });
  }
  await output.finalize();
}

/** Resolves with the most that the process which joins held. */
async function measure(what: string, paths: readonly string[], sound: string): Promise<number> {
  const takes: ToJoin['takes'] = paths.map((path, index) => ({
    path,
    of: { from: index * SECONDS * 1_000, to: (index + 1) * SECONDS * 1_000 },
  }));
  const destination = pathOf(folder, 'whole.mp4');
  const memory = new ProcessMemory(process.pid);
  const began = performance.now();
  memory.watch();
  await join(children, { takes, sound }, destination, NEVER);
  memory.stop();
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const { size } = await stat(destination);
  const held = memory.peak.children;
  console.log(
    `${PARTS} parts of ${SECONDS} s, ${what}: ${inMB(size)} in ${seconds} s, its process held up to ${inMB(held)}`,
  );
  return held;
}

function inMB(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`;
}

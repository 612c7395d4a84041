import {
  AudioSample,
  AudioSampleSink,
  AudioSampleSource,
  canEncodeAudio,
  type Input,
  type InputAudioTrack,
  type Output,
  Quality,
} from 'mediabunny';
import { intactPieces } from './intact.ts';
import type { Span } from './span.ts';

/**
 * AAC is made of blocks of this many samples, and its encoder puts one block of silence in front. Blocks are given to
 * it one by one: it keeps the buffer of the first and overruns it when a later piece is longer.
 */
const AAC_BLOCK = 1024;

/** A stretch of sound at its own rate, all channels one behind the other. */
interface Sound {
  planes: Float32Array[];
  sampleRate: number;
}

const QUALITY = new Quality('high');

/** A stretch of the sound of a clip, in seconds, and where it belongs in the result. */
export interface SoundPiece extends Span {
  at: number;
}

/** Feeds sound up to a time, in seconds, or all that is left. */
export type FeedSound = (until?: number) => Promise<void>;

/** An encoder makes one block more than it is given, or two. */
const BLOCKS_MORE = 8;

/**
 * Adds the sound of some stretches of a clip to an output of `seconds` that has not started yet; the returned function
 * feeds it once it has. Where no piece lies it is silent. Null when the clip has no sound that can be read: silence is
 * better than no clip.
 */
export async function writeSound(
  input: Input,
  output: Output,
  pieces: readonly SoundPiece[],
  seconds: number,
): Promise<FeedSound | null> {
  const track = await soundOf(input);
  if (!track) return null;
  const sampleRate = await track.getSampleRate();
  const source = new AudioSampleSource({ codec: 'aac', quality: QUALITY });
  const blocks = Math.floor((seconds * sampleRate) / AAC_BLOCK) - 1;
  output.addAudioTrack(source, { maximumPacketCount: Math.max(0, blocks) + BLOCKS_MORE });
  let sound: Sound | null = null;
  let block = 0;
  return async (until = Number.POSITIVE_INFINITY) => {
    sound ??= await readSound(track, pieces, seconds);
    for (; block < Math.min(blocks, (until * sampleRate) / AAC_BLOCK); block += 1) {
      await source.add(toSample(sound, block));
    }
    if (until === Number.POSITIVE_INFINITY) source.close();
  };
}

/** The first track that can be read, and written as AAC with the rate and the channels it has. */
async function soundOf(input: Input): Promise<InputAudioTrack | null> {
  for (const track of await input.getAudioTracks()) {
    const [numberOfChannels, sampleRate] = [await track.getNumberOfChannels(), await track.getSampleRate()];
    const wish = { numberOfChannels, sampleRate, quality: QUALITY };
    if ((await track.canDecode()) && (await canEncodeAudio('aac', wish))) return track;
  }
  return null;
}

/** Lays every sample at its own time, so that gaps stay silent and a late start stays late; without the first block. */
async function readSound(
  track: InputAudioTrack,
  pieces: readonly SoundPiece[],
  seconds: number,
): Promise<Sound> {
  const sampleRate = await track.getSampleRate();
  const channels = await track.getNumberOfChannels();
  const length = Math.max(0, Math.ceil(seconds * sampleRate) - AAC_BLOCK);
  const planes = Array.from({ length: channels }, () => new Float32Array(length));
  for (const piece of pieces) await layPiece(track, piece, planes, sampleRate);
  return { planes, sampleRate };
}

async function layPiece(
  track: InputAudioTrack,
  { start, end, at }: SoundPiece,
  planes: readonly Float32Array[],
  sampleRate: number,
): Promise<void> {
  const indexOf = (time: number) => Math.round((time - start + at) * sampleRate) - AAC_BLOCK;
  const first = Math.max(0, indexOf(start));
  const last = Math.min(planes[0]?.length ?? 0, indexOf(end));
  for await (const sample of intactPieces(new AudioSampleSink(track).samples(start, end))) {
    const begins = indexOf(sample.timestamp);
    const from = Math.max(0, first - begins);
    const count = Math.min(sample.numberOfFrames, last - begins) - from;
    if (count > 0) {
      for (const [planeIndex, plane] of planes.entries()) {
        const into = plane.subarray(begins + from, begins + from + count);
        sample.copyTo(into, { planeIndex, format: 'f32-planar', frameOffset: from, frameCount: count });
      }
    }
    sample.close();
  }
}

function toSample({ planes, sampleRate }: Sound, block: number): AudioSample {
  const data = new Float32Array(planes.length * AAC_BLOCK);
  for (const [index, plane] of planes.entries()) {
    data.set(plane.subarray(block * AAC_BLOCK, (block + 1) * AAC_BLOCK), index * AAC_BLOCK);
  }
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: planes.length,
    sampleRate,
    timestamp: (block * AAC_BLOCK) / sampleRate,
  });
}

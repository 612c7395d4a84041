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

/**
 * Adds the sound of a span to an output that has not started yet; the returned function feeds it once it
 * has. Null when the clip has no sound that can be read: silence is better than no clip.
 */
export async function writeSound(
  input: Input,
  output: Output,
  { start, end }: Span,
): Promise<(() => Promise<void>) | null> {
  const track = await soundOf(input);
  if (!track) return null;
  const sampleRate = await track.getSampleRate();
  const source = new AudioSampleSource({ codec: 'aac', quality: QUALITY });
  output.addAudioTrack(source);
  return async () => {
    const delay = AAC_BLOCK / sampleRate;
    const sound = await readSound(track, start + delay, end);
    const blocks = Math.floor(((end - start) * sampleRate) / AAC_BLOCK) - 1;
    for (let block = 0; block < blocks; block += 1) await source.add(toSample(sound, block));
    source.close();
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

/** Lays every sample at its own time, so that gaps stay silent and a late start stays late. */
async function readSound(track: InputAudioTrack, start: number, end: number): Promise<Sound> {
  const sampleRate = await track.getSampleRate();
  const channels = await track.getNumberOfChannels();
  const length = Math.max(0, Math.ceil((end - start) * sampleRate));
  const planes = Array.from({ length: channels }, () => new Float32Array(length));
  for await (const sample of intactPieces(new AudioSampleSink(track).samples(start, end))) {
    const at = Math.round((sample.timestamp - start) * sampleRate);
    const from = Math.max(0, -at);
    const count = Math.min(sample.numberOfFrames, length - at) - from;
    if (count > 0) {
      for (const [planeIndex, plane] of planes.entries()) {
        const into = plane.subarray(at + from, at + from + count);
        sample.copyTo(into, { planeIndex, format: 'f32-planar', frameOffset: from, frameCount: count });
      }
    }
    sample.close();
  }
  return { planes, sampleRate };
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

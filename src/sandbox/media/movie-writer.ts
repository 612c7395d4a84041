import {
  AudioSample,
  AudioSampleSource,
  FilePathTarget,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';

const SAMPLE_RATE = 48_000;
/**
 * AAC is made of blocks of this many samples. Only whole ones are given, so that the sound never outlasts the picture,
 * and one at a time: the encoder reuses the buffer of the first and overruns it when a later one is longer.
 */
const AAC_BLOCK = 1024;

export interface Movie {
  path: string;
  container: 'mp4' | 'mov' | 'webm';
  width: number;
  height: number;
  /** Exactly this long: the last frame is shown shorter if the rate does not divide it. */
  seconds: number;
  fps: number;
  /** How the bytes of a frame lie; both as wide and high as the movie. */
  pixels: 'I420' | 'RGBA';
  /** `realtime` encodes several times faster, at a larger size. */
  effort: 'quality' | 'realtime';
  draw: (seconds: number) => Uint8Array | Promise<Uint8Array>;
  /** Loudness from -1 to 1 at a time, on both channels; without it the movie is silent and has no sound track. */
  sound: ((seconds: number) => number) | undefined;
}

/** Writes H.264 and AAC into MP4 or MOV, VP8 and Opus into WebM. Only for child processes: see `runInChild`. */
export async function writeMovie(movie: Movie): Promise<void> {
  const { path, container, seconds, fps, sound } = movie;
  const output = new Output({ format: FORMATS[container](), target: new FilePathTarget(path) });
  const video = new VideoSampleSource({
    codec: container === 'webm' ? 'vp8' : 'avc',
    quality: new Quality('high'),
    latencyMode: movie.effort,
  });
  output.addVideoTrack(video);
  const audio = sound && addSound(output, container);
  await output.start();
  // The encoder's own delay adds a block behind the last one.
  const lastBlock = seconds * SAMPLE_RATE - 2 * AAC_BLOCK;
  let heard = 0;
  for (let start = 0, index = 0; start < seconds - 1e-9; index += 1, start = index / fps) {
    const end = Math.min((index + 1) / fps, seconds);
    await video.add(await frame(movie, start, end));
    for (; sound && heard <= Math.min(end * SAMPLE_RATE, lastBlock); heard += AAC_BLOCK) {
      await audio?.add(soundBlock(sound, heard));
    }
  }
  await output.finalize();
}

const FORMATS = {
  mp4: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  mov: () => new MovOutputFormat({ fastStart: 'in-memory' }),
  webm: () => new WebMOutputFormat(),
};

function addSound(output: Output, container: Movie['container']): AudioSampleSource {
  const codec = container === 'webm' ? 'opus' : 'aac';
  const source = new AudioSampleSource({ codec, quality: new Quality('medium') });
  output.addAudioTrack(source);
  return source;
}

async function frame(
  { draw, pixels, width, height }: Movie,
  start: number,
  end: number,
): Promise<VideoSample> {
  const data = await draw(start);
  return new VideoSample(data, {
    format: pixels,
    codedWidth: width,
    codedHeight: height,
    timestamp: start,
    duration: end - start,
  });
}

function soundBlock(sound: (seconds: number) => number, from: number): AudioSample {
  const data = new Float32Array(2 * AAC_BLOCK);
  for (let i = 0; i < AAC_BLOCK; i += 1) data.fill(sound((from + i) / SAMPLE_RATE), 2 * i, 2 * i + 2);
  const timestamp = from / SAMPLE_RATE;
  return new AudioSample({ data, format: 'f32', numberOfChannels: 2, sampleRate: SAMPLE_RATE, timestamp });
}

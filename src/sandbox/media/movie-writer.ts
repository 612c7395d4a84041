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
  /** A picture of its own each time: the last one may still be being read. */
  draw: (seconds: number) => Uint8Array | Promise<Uint8Array>;
  /** Loudness from -1 to 1 at a time, on both channels; without it the movie is silent and has no sound track. */
  sound: ((seconds: number) => number) | undefined;
}

/** Writes H.264 and AAC into MP4 or MOV, VP8 and Opus into WebM. Only for child processes: see `runInChild`. */
export async function writeMovie(movie: Movie): Promise<void> {
  const { path, container, effort } = movie;
  const output = new Output({ format: FORMATS[container](), target: new FilePathTarget(path) });
  const codec = container === 'webm' ? 'vp8' : 'avc';
  const pictures = new VideoSampleSource({ codec, quality: new Quality('high'), latencyMode: effort });
  output.addVideoTrack(pictures);
  const sounds = movie.sound && soundTrack(output, container);
  await output.start();
  await Promise.all([addPictures(movie, pictures), sounds && addSound(movie, sounds)]);
  await output.finalize();
}

/** Draws one picture ahead of the one being encoded. */
async function addPictures(movie: Movie, pictures: VideoSampleSource): Promise<void> {
  const { seconds, fps, draw } = movie;
  const count = Math.ceil(seconds * fps - 1e-9);
  let next = draw(0);
  for (let index = 0; index < count; index += 1) {
    const data = await next;
    if (index + 1 < count) next = draw((index + 1) / fps);
    using sample = frame(movie, data, index / fps, Math.min((index + 1) / fps, seconds));
    await pictures.add(sample);
  }
}

async function addSound({ seconds, sound }: Movie, sounds: AudioSampleSource): Promise<void> {
  // The encoder's own delay adds a block behind the last one.
  const last = seconds * SAMPLE_RATE - 2 * AAC_BLOCK;
  for (let from = 0; sound && from <= last; from += AAC_BLOCK) await sounds.add(soundBlock(sound, from));
  sounds.close();
}

const FORMATS = {
  mp4: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  mov: () => new MovOutputFormat({ fastStart: 'in-memory' }),
  webm: () => new WebMOutputFormat(),
};

function soundTrack(output: Output, container: Movie['container']): AudioSampleSource {
  const codec = container === 'webm' ? 'opus' : 'aac';
  const source = new AudioSampleSource({ codec, quality: new Quality('medium') });
  output.addAudioTrack(source);
  return source;
}

function frame(
  { pixels, width, height }: Movie,
  data: Uint8Array,
  timestamp: number,
  end: number,
): VideoSample {
  const [codedWidth, codedHeight] = [width, height];
  return new VideoSample(data, {
    format: pixels,
    codedWidth,
    codedHeight,
    timestamp,
    duration: end - timestamp,
  });
}

function soundBlock(sound: (seconds: number) => number, from: number): AudioSample {
  const data = new Float32Array(2 * AAC_BLOCK);
  for (let i = 0; i < AAC_BLOCK; i += 1) data.fill(sound((from + i) / SAMPLE_RATE), 2 * i, 2 * i + 2);
  const timestamp = from / SAMPLE_RATE;
  return new AudioSample({ data, format: 'f32', numberOfChannels: 2, sampleRate: SAMPLE_RATE, timestamp });
}

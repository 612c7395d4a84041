import { randomFillSync } from 'node:crypto';
import { registerMediabunnyServer } from '@mediabunny/server';
import {
  AudioSample,
  AudioSampleSource,
  FilePathTarget,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { z } from 'zod';
import { serve } from '../../../src/core/media/in-child/serve.ts';
import { yuvOf } from '../../../src/sandbox/effects/colour.ts';
import { barAt } from './strange-clip.ts';

const FORMATS = {
  mp4: () => new Mp4OutputFormat(),
  mov: () => new MovOutputFormat(),
  webm: () => new WebMOutputFormat(),
  mkv: () => new MkvOutputFormat(),
};
const SAMPLE_RATE = 48_000;
const PIECE = 480;
const YELLOW = yuvOf({ r: 240, g: 210, b: 40 });

const task = z.object({
  path: z.string(),
  width: z.int(),
  height: z.int(),
  times: z.array(z.number()).min(1),
  seconds: z.number(),
  container: z.enum(['mp4', 'mov', 'webm', 'mkv']).default('mp4'),
  codec: z.enum(['avc', 'hevc', 'vp9']).default('avc'),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).default(0),
  grey: z.object({ value: z.number(), transfer: z.enum(['bt709', 'hlg', 'pq']) }).optional(),
  noise: z.boolean().default(false),
  soundsFrom: z.array(z.number()).default([]),
});
type Wanted = z.output<typeof task>;

serve(task, async (wanted) => {
  registerMediabunnyServer({ hardwareContext: null });
  const { path, container, rotation, soundsFrom, times, seconds } = wanted;
  const output = new Output({ format: FORMATS[container](), target: new FilePathTarget(path) });
  const pictures = picturesOf(wanted);
  output.addVideoTrack(pictures, { rotation });
  const sounds = soundsFrom.map((from) => ({ from, source: new AudioSampleSource({ codec: 'pcm-s16' }) }));
  for (const { source } of sounds) output.addAudioTrack(source);
  await output.start();
  for (const { from, source } of sounds) await addTone(source, from, seconds);
  for (const [index, time] of times.entries()) {
    using sample = frame(wanted, time, times[index + 1] ?? seconds);
    await pictures.add(sample);
  }
  await output.finalize();
  return null;
});

function picturesOf({ codec, grey }: Wanted): VideoSampleSource {
  const wide = grey !== undefined && grey.transfer !== 'bt709';
  const colorSpace = {
    primaries: wide ? 'bt2020' : 'bt709',
    transfer: grey?.transfer ?? 'bt709',
    matrix: wide ? 'bt2020-ncl' : 'bt709',
    fullRange: false,
  } as const;
  return new VideoSampleSource({
    codec,
    quality: new Quality({ bitrate: 4_000_000 }),
    latencyMode: 'realtime',
    onEncodedPacket: (_, meta) => {
      // The library knows these words for it; the type for browsers does not yet.
      if (meta?.decoderConfig) Object.assign(meta.decoderConfig, { colorSpace });
    },
  });
}

function frame({ width, height, grey, noise, seconds }: Wanted, time: number, end: number): VideoSample {
  const [pixels, half] = [width * height, width / 2];
  const data = new Uint8Array(pixels * 1.5).fill(grey?.value ?? 100, 0, pixels).fill(128, pixels);
  if (noise) randomFillSync(data, 0, pixels);
  const bar = barAt(time, seconds);
  for (const [from, until, stride, level] of [
    [0, pixels, width, YELLOW.y],
    [pixels, pixels * 1.25, half, YELLOW.u],
    [pixels * 1.25, pixels * 1.5, half, YELLOW.v],
  ] as const) {
    for (let row = from; row < until && !grey; row += stride) {
      data.fill(level, row + Math.round(bar * stride), row + Math.round((bar + 0.06) * stride));
    }
  }
  const [codedWidth, codedHeight, timestamp] = [width, height, time];
  return new VideoSample(data, { format: 'I420', codedWidth, codedHeight, timestamp, duration: end - time });
}

async function addTone(source: AudioSampleSource, from: number, seconds: number): Promise<void> {
  for (let at = 0; at < seconds * SAMPLE_RATE; at += PIECE) {
    const loudness = (index: number) => {
      const time = (at + index) / SAMPLE_RATE;
      return time < from ? 0 : 0.5 * Math.sin(2 * Math.PI * 1_000 * time);
    };
    const data = Float32Array.from({ length: PIECE }, (_, index) => loudness(index));
    const timestamp = at / SAMPLE_RATE;
    await source.add(
      new AudioSample({ data, format: 'f32', numberOfChannels: 1, sampleRate: SAMPLE_RATE, timestamp }),
    );
  }
  source.close();
}

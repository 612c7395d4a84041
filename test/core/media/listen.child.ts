import { registerMediabunnyServer } from '@mediabunny/server';
import { type AudioSample, AudioSampleSink } from 'mediabunny';
import { z } from 'zod';
import { openClip } from '../../../src/core/media/in-child/open-clip.ts';
import { serve } from '../../../src/core/media/in-child/serve.ts';

const LOUD = 0.1;

serve(z.object({ path: z.string() }), async ({ path }) => {
  registerMediabunnyServer({ hardwareContext: null });
  const tracks = await openClip(path).getAudioTracks();
  const heard: { loudFrom: number | null; until: number } = { loudFrom: null, until: 0 };
  const [first] = tracks;
  if (!first) return { tracks: 0, ...heard };
  for await (const sample of new AudioSampleSink(first).samples()) {
    heard.loudFrom ??= loudFrom(sample);
    heard.until = sample.timestamp + sample.duration;
    sample.close();
  }
  return { tracks: tracks.length, ...heard };
});

function loudFrom(sample: AudioSample): number | null {
  const values = new Float32Array(sample.numberOfFrames);
  sample.copyTo(values, { planeIndex: 0, format: 'f32-planar' });
  const index = values.findIndex((value) => Math.abs(value) > LOUD);
  return index < 0 ? null : sample.timestamp + index / sample.sampleRate;
}

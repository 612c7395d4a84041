import { registerMediabunnyServer } from '@mediabunny/server';
import { AudioSampleSink } from 'mediabunny';
import { z } from 'zod';
import { judgeSound, type Loudness, STEP_SECONDS } from '../sound-lag.ts';
import { intact, intactPieces } from './intact.ts';
import { openClip } from './open-clip.ts';
import { Refusal, serve } from './serve.ts';

const LONGEST_SECONDS = 120;

serve(z.object({ clip: z.string(), take: z.string() }), async ({ clip, take }) => {
  registerMediabunnyServer({ hardwareContext: null });
  return judgeSound(await intact(loudnessOf(clip)), await intact(loudnessOf(take)));
});

/** Of the first channel of the first track. */
async function loudnessOf(path: string): Promise<Loudness> {
  using input = openClip(path);
  const track = await input.getPrimaryAudioTrack();
  if (!track || !(await track.canDecode()))
    throw new Refusal('unsupported_codec', 'its sound cannot be read');
  const powers: number[] = [];
  const counts: number[] = [];
  for await (const sample of intactPieces(new AudioSampleSink(track).samples(0, LONGEST_SECONDS))) {
    using heard = sample;
    const levels = new Float32Array(heard.numberOfFrames);
    heard.copyTo(levels, { planeIndex: 0, format: 'f32-planar' });
    for (const [index, level] of levels.entries()) {
      const step = Math.floor((heard.timestamp + index / heard.sampleRate) / STEP_SECONDS);
      if (step < 0) continue;
      powers[step] = (powers[step] ?? 0) + level * level;
      counts[step] = (counts[step] ?? 0) + 1;
    }
  }
  return Array.from(powers, (power = 0, step) => Math.sqrt(power / (counts[step] || 1)));
}

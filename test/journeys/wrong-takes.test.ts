import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MediaChildren } from '../../src/core/media/child.ts';
import { probe } from '../../src/core/media/probe.ts';
import { makeClip } from '../../src/sandbox/scene/make-clip.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a take whose sound is not as it was asked for', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    const settings = { TEAM_MONTHLY_CAP: '1000', MAX_DISK_GB: '0.5' };
    // The provider does the opposite of what it is told.
    story = await Story.open(stageOf, settings, {
      edit: ({ take, keepSound }) => makeClip({ path: take, seconds: 3, fps: 24, sound: !keepSound }),
    });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  async function taken(text: string) {
    const thread = await story.stage.mention({ text, files: [promo] });
    const { path, lines } = await story.take(thread, 1);
    await story.done(thread);
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
    return { lines, ...(await probe(new MediaChildren({ atOnce: 1 }), path, new AbortController().signal)) };
  }

  it('gets the sound of its clip back where the provider dropped it', async () => {
    const take = await taken('make it dusk');
    expect(take.lines.join('\n')).toContain('Take 1 · 3 s · sound put back from your clip · $1.08 charged');
    expect(take).toMatchObject({ audioTracks: 1, audioCodec: 'aac', durationMs: 3_000 });
    expect(story.submissions('make it dusk')).toBe(1);
  });

  it('has none where none was wanted', async () => {
    const take = await taken('make it night --mute');
    expect(take.lines.join('\n')).toContain('Take 1 · 3 s · sound removed · $1.08 charged');
    expect(take.audioTracks).toBe(0);
  });

  it('and a disk that is full: nothing is fetched, and the sentence is kind', async () => {
    const folder = join(story.house.settings['DATA_DIR'] ?? '', 'clips', 'old');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'source'), '');
    await truncate(join(folder, 'source'), 600_000_000);
    const billed = story.house.billed;
    await story.endsIn('Recut has no room for another clip just now. Nothing was charged.', {
      text: 'make it snow',
      files: [promo],
    });
    expect(story.house.billed).toBe(billed);
  });
});

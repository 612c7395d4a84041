import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a take comes with a picture of what changed', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000', BEFORE_AFTER: 'yes' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => story.calm());

  it('in the same message, with words for those who do not see it', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.done(thread);
    const [message, ...more] = story.stage.thread(thread).filter(({ bot, files }) => bot && files.length > 0);
    expect(more).toEqual([]);
    expect(message?.files.map(({ name }) => name)).toEqual([
      'promo-take-1.mp4',
      'promo-take-1-before-after.jpg',
    ]);
    const [, picture] = message?.files ?? [];
    const { format, width } = await sharp(await readFile(picture?.path ?? '')).metadata();
    expect({ format, width }).toEqual({ format: 'jpeg', width: 1200 });
    expect(picture?.altText).toBe(
      'The same moments of the clip, above as it was, below as edited: make it dusk',
    );
  });

  it('which is no reason to wait: without one, the take comes alone', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk --quote', files: [promo] });
    await until('the price is there', () => story.status(thread)?.buttons.includes('Run it for $1.08'));
    story.house.sandbox.wavespeed.switches.editMs = 1_500;
    await story.stage.press(thread, 'Run it for $1.08');
    await until('it runs', async () => (await story.edit(thread)).state === 'running');
    await story.spoilClip(thread);
    const { name } = await story.take(thread, 1);
    await story.done(thread);
    expect(name).toBe('promo-take-1.mp4');
    expect(story.stage.thread(thread).flatMap(({ bot, files }) => (bot ? files : []))).toHaveLength(1);
  });
});

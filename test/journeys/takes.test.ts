import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { MediaChildren } from '../../src/core/media/child.ts';
import { makeStrangeClip, steadyTimes } from '../core/media/strange-clip.ts';
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

onEachStage('a take that the chat does not play', (stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(
      stageOf,
      { TEAM_MONTHLY_CAP: '1000' },
      {
        edit: ({ take: path }) =>
          makeStrangeClip(new MediaChildren({ atOnce: 1 }), {
            path,
            width: 640,
            height: 360,
            times: steadyTimes(24, 3),
            seconds: 3,
            container: 'mp4',
            codec: 'hevc',
          }),
      },
    );
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('comes as it is, and with a short moving picture of it, without sound', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3, sound: false });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.done(thread);
    const [message] = story.stage.thread(thread).filter(({ bot, files }) => bot && files.length > 0);
    expect(message?.files.map(({ name }) => name)).toEqual(['promo-take-1.mp4', 'promo-take-1-preview.gif']);
    const [, preview] = message?.files ?? [];
    const { format, pages } = await sharp(await readFile(preview?.path ?? '')).metadata();
    expect(format).toBe('gif');
    expect(pages).toBeGreaterThan(10);
    expect(preview?.altText).toBe('The beginning of the edited clip, without sound: make it dusk');
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });
});

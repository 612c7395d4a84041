import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

/** Within this time a bot that is told to stop has stopped. */
const STOPS_WITHIN_MS = 10_000;

onEachStage('a bot that dies and comes back', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' }, { apart: true });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => {
    story.calm();
    story.house.sandbox.wavespeed.switches.editMs = 100;
  });

  /** `kill -9`, and a while later the bot is started as ever. */
  async function dieAndComeBack(): Promise<void> {
    await story.house.killBot();
    await story.house.startBot();
  }

  it('killed while the provider works, it goes on with the edit', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.switches.editMs = 4_000;
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('the provider works', () => story.said(thread).includes('◐ Editing'));
    await dieAndComeBack();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('killed while the provider works, it delivers what was finished while it was away', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.switches.editMs = 2_000;
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the provider works', () => story.said(thread).includes('◐ Editing'));
    await story.house.killBot();
    await until('the provider is done', () => wavespeed.predictions().at(-1)?.status === 'completed');
    await story.house.startBot();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('killed when the submission has left, it finds it at the provider and never sends it again', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.faults.add('submit', { kind: 'hang_after_accept' });
    const thread = await story.stage.mention({ text: 'make it warmer', files: [promo] });
    await until('it is submitted', () => story.submissions('make it warmer') === 1);
    await dieAndComeBack();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('killed while the take is on its way, it shows it once', async () => {
    const thread = await story.stage.mention({ text: 'make it colder --quote', files: [promo] });
    await until('the price is there', () => story.status(thread)?.buttons.includes('Run it for $1.08'));
    story.stage.upset('upload', { kind: 'hang' });
    await story.stage.press(thread, 'Run it for $1.08');
    await until('the take is on its way', () => story.stage.upsetsLeft() === 0);
    await dieAndComeBack();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('killed before it learns that the take is there, it does not show it again', async () => {
    const thread = await story.stage.mention({ text: 'make it brighter --quote', files: [promo] });
    await until('the price is there', () => story.status(thread)?.buttons.includes('Run it for $1.08'));
    story.stage.upset('show', { kind: 'hang_after_accept' });
    await story.stage.press(thread, 'Run it for $1.08');
    await until('the take is there', () =>
      story.stage.thread(thread).some(({ bot, files }) => bot && files.length > 0),
    );
    await dieAndComeBack();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('killed at any moment, again and again, it still does everything once', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.switches.editMs = 1_000;
    const thread = await story.stage.mention({ text: 'make it greener', files: [promo] });
    for (const pauseMs of [50, 400, 900, 1_600]) {
      await sleep(pauseMs);
      await dieAndComeBack();
    }
    await story.deliveredOnce(thread, '$1.08');
  });
});

onEachStage('a bot that is told to stop', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' }, { apart: true });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => {
    story.calm();
    story.house.sandbox.wavespeed.switches.editMs = 100;
  });

  /** SIGTERM. */
  async function stop(): Promise<void> {
    const began = Date.now();
    expect(await story.house.stopBot()).toBe(0);
    expect(Date.now() - began).toBeLessThan(STOPS_WITHIN_MS);
  }

  it('while the provider works: it leaves, and goes on when it is back', async () => {
    story.house.sandbox.wavespeed.switches.editMs = 4_000;
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('the provider works', () => story.said(thread).includes('◐ Editing'));
    await stop();
    await story.house.startBot();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('in the middle of a step that does not end: it hands the edit back to whoever comes next', async () => {
    story.stage.upset('download', { kind: 'hang' });
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the clip is being fetched', () => story.stage.upsetsLeft() === 0);
    await stop();
    const store = await story.house.store();
    const [handedBack] = await store.claim('somebody else', Date.now(), 60_000, 1);
    expect(handedBack?.id).toBe((await story.edit(thread)).id);
    if (handedBack) await store.release(handedBack.id, 'somebody else');
    await story.house.startBot();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('while a submission waits for its answer: it is found later, and never sent again', async () => {
    story.house.sandbox.wavespeed.faults.add('submit', { kind: 'hang_after_accept' });
    const thread = await story.stage.mention({ text: 'make it warmer', files: [promo] });
    await until('it is submitted', () => story.submissions('make it warmer') === 1);
    await stop();
    await story.house.startBot();
    await story.deliveredOnce(thread, '$1.08');
  });
});

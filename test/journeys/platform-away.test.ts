import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Absence } from '../../src/sandbox/absence.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const WAYS: readonly Absence[] = ['unreachable', 'unavailable'];

onEachStage('a platform that is away for long', (stageOf) => {
  let story: Story;
  let long: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000', APPROVE_ABOVE: '2' }, { editMs: 1_500 });
    long = await story.props.clip('long.mp4', { seconds: 8 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(async () => {
    story.calm();
    await story.stage.comeBack();
  });

  const reaches = (thread: string, state: string) =>
    until(`it is ${state}`, async () => (await story.edit(thread)).state === state);

  it.each(WAYS)(
    '%s from the upload to the delivery: the edit goes on, and is shown when it is back',
    async (how) => {
      const { wavespeed } = story.house.sandbox;
      const promo = await story.props.clip(`${how}.mp4`, { seconds: 3 });
      wavespeed.faults.add('POST /api/v3/media/uploads', { kind: 'slow', delayMs: 1_500 });
      const thread = await story.stage.mention({ text: `make it dusk, ${how} --quote`, files: [promo] });
      await until('the price is there', () => story.status(thread)?.buttons.includes('Run it for $1.08'));
      await story.stage.press(thread, 'Run it for $1.08');
      await reaches(thread, 'preparing');
      story.stage.goAway(how);
      const before = story.stage.thread(thread);
      await until('the provider is done', () => wavespeed.predictions().at(-1)?.status === 'completed');
      await until('the take cannot be shown', async () => {
        const edit = await story.edit(thread);
        return edit.state === 'delivering' && edit.tries > 1;
      });
      expect(story.stage.thread(thread)).toEqual(before);
      await story.stage.comeBack();
      await story.deliveredOnce(thread, '$1.08');
    },
  );

  it.each(WAYS)('%s before the clip is fetched: the edit waits, and goes on when it is back', async (how) => {
    story.stage.upset('download', { kind: 'hang' });
    const thread = await story.stage.mention({ text: `make it noon, ${how}`, files: [long] });
    await until('the clip is being fetched', () => story.stage.upsetsLeft() === 0);
    story.stage.goAway(how);
    await until('it was tried again', async () => (await story.edit(thread)).tries > 1);
    await story.stage.comeBack();
    await until('the approvers are asked', () => story.said(thread).includes('needs an approval'));
    expect((await story.audited(thread)).filter((event) => event === 'fetched')).toHaveLength(1);
  });

  it.each(WAYS)('%s when approvers were to be asked: they are asked once when it is back', async (how) => {
    const thread = await story.stage.mention({ text: `make it dawn, ${how}`, files: [long] });
    await reaches(thread, 'checking');
    story.stage.goAway(how);
    await reaches(thread, 'awaiting_approval');
    expect(story.said(thread)).not.toContain('needs an approval');
    await story.stage.comeBack();
    await until('the approvers are asked', () => story.said(thread).includes('needs an approval'));
    await story.stage.press(thread, 'Approve', 'Dana');
    await story.deliveredOnce(thread, '$2.88');
    expect(story.said(thread).match(/Approved by/g)).toHaveLength(1);
  });
});

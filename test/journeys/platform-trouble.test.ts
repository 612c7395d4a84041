import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { until } from './house.ts';
import type { Prop, Requested } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const BUSY: Fault = { kind: 'rate_limited', retryAfterSeconds: 1 };
const BROKEN: Fault = { kind: 'status', status: 503 };
const DONE_BUT_BROKEN: Fault = { kind: 'status_after_accept', status: 502 };
const DONE_BUT_GONE: Fault = { kind: 'reset_after_accept' };

onEachStage('a platform that has its troubles shows everything once in the end', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => story.calm());

  it.each<[string, Requested, Fault, times: number]>([
    ['the status cannot be changed, too many requests', 'update', BUSY, 2],
    ['the status cannot be changed', 'update', BROKEN, 2],
    ['the status was changed, but the answer was an error', 'update', DONE_BUT_BROKEN, 2],
    ['the take is not taken, too many requests', 'upload', BUSY, 2],
    ['the take is not taken', 'upload', BROKEN, 2],
    ['the take was taken, but the answer was lost', 'upload', DONE_BUT_GONE, 2],
    ['the take is not shown', 'show', BROKEN, 2],
    ['the take is shown, but the answer was an error', 'show', DONE_BUT_BROKEN, 1],
    ['the take is shown, but the answer was lost', 'show', DONE_BUT_GONE, 1],
  ])('%s', async (what, requested, fault, times) => {
    const thread = await story.stage.mention({ text: `${what} --quote`, files: [promo] });
    await until('the price is there', () => story.status(thread)?.buttons.includes('Run it for $1.08'));
    story.stage.upset(requested, fault, times);
    await story.stage.press(thread, 'Run it for $1.08');
    await story.deliveredOnce(thread, '$1.08');
    expect(story.stage.upsetsLeft()).toBe(0);
  });

  it.each<[string, Fault]>([
    ['the first answer is not taken, too many requests', BUSY],
    ['the first answer is not taken', BROKEN],
    ['the first answer was posted, but the platform said otherwise', DONE_BUT_BROKEN],
    ['the first answer was posted, but nobody said so', DONE_BUT_GONE],
  ])('%s', async (what, fault) => {
    story.stage.upset('post', fault);
    const thread = await story.stage.mention({ text: what, files: [promo] });
    await story.deliveredOnce(thread, '$1.08');
    expect(story.stage.upsetsLeft()).toBe(0);
  });

  it('the clip cannot be fetched at once', async () => {
    story.stage.upset('download', BUSY);
    story.stage.upset('download', BROKEN);
    story.stage.upset('download', DONE_BUT_GONE);
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.deliveredOnce(thread, '$1.08');
    expect(story.stage.upsetsLeft()).toBe(0);
  });
});

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { parseDollars } from '../../src/core/money/micros.ts';
import { Gate } from './gate.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a team whose edits go on at the next provider by themselves', (stageOf) => {
  let story: Story;
  let gate: Gate;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(
      stageOf,
      async ({ wavespeed }) => {
        gate = await Gate.before(wavespeed.url);
        return { WAVESPEED_API_URL: gate.url, TEAM_MONTHLY_CAP: '1000' };
      },
      { providers: ['wavespeed', 'fal'] },
    );
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    await story.rules((set) => ({ ...set, nextProvider: 'automatic' }));
  }, PATIENT.timeout);
  afterAll(async () => {
    await story?.close();
    await gate?.[Symbol.asyncDispose]();
  });
  afterEach(() => {
    story.calm();
    story.house.sandbox.wavespeed.balanceMicros = 100_000_000;
  });

  it('is down: the edit goes on at the other, with nobody pressing, and costs what it costs there', async () => {
    await gate.close();
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(thread);
    await gate.open();
    expect(story.said(thread)).toContain(
      'WaveSpeedAI cannot be reached. Nothing was charged there. The edit goes on at fal, where it costs $1.01.',
    );
    const [there, here] = await story.edits(thread);
    expect([there?.state, here?.state]).toEqual(['delivered', 'failed']);
    expect(await story.money(thread)).toBe('hold $1.01, post $1.01');
    expect(here && (await story.house.money(here.id))).toBe('hold $1.08, void $1.08');
    expect(story.submissions('make it dusk')).toBe(1);
    const buttons = story.stage.thread(thread).flatMap(({ buttons: labels }) => labels);
    expect(buttons).not.toContainEqual(expect.stringContaining('Run it at'));
  });

  it('has no funds left, and the price needs an approval: the other one waits for it too', async () => {
    story.house.sandbox.wavespeed.balanceMicros = 0;
    await story.rules((set) => ({ ...set, autoApproveUpTo: parseDollars('0.50') }));
    const thread = await story.stage.mention({ text: 'make it warmer', files: [promo] });
    await story.says(thread, 'needs an approval');
    await story.stage.press(thread, 'Approve', 'Dana');
    await until('the other one asks as well', async () => {
      const [there, here] = await story.edits(thread);
      return here !== undefined && there?.state === 'awaiting_approval';
    });
    expect(story.submissions('make it warmer')).toBe(0);
    await story.rules(({ autoApproveUpTo: _any, ...set }) => set);
  });

  it('lost its answer to a submission: it goes nowhere else', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('submit', { kind: 'reset_after_accept' });
    faults.add('list', { kind: 'status', status: 500 }, 1_000);
    const thread = await story.stage.mention({ text: 'make it colder', files: [promo] });
    await until('it was looked for twice', () => faults.left <= 998);
    expect(await story.edits(thread)).toHaveLength(1);
    faults.clear();
    await story.deliveredOnce(thread, '$1.08');
  });
});

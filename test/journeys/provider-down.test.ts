import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Gate } from './gate.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('two providers, of which the first has its troubles', (stageOf) => {
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
  }, PATIENT.timeout);
  afterAll(async () => {
    await story?.close();
    await gate?.[Symbol.asyncDispose]();
  });
  afterEach(() => {
    story.calm();
    story.house.sandbox.wavespeed.balanceMicros = 100_000_000;
  });

  const offered = (thread: string) =>
    until('the other provider is offered', () =>
      story.stage
        .thread(thread)
        .findLast(({ buttons }) => buttons.some((label) => label.startsWith('Run it at fal'))),
    );

  it('is down: the thread offers the other with its price, and a press runs it there, and there alone', async () => {
    await gate.close();
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const status = await offered(thread);
    expect(status.buttons).toContain('Run it at fal for $1.01');
    expect(story.said(thread)).toMatch(
      /It waits for WaveSpeedAI until .* then it ends, and nothing is charged/,
    );
    expect(await story.money(thread)).toBe('hold $1.08');
    await story.stage.press(thread, 'Run it at fal for $1.01');
    await story.done(thread);
    await story.says(
      thread,
      '@Mara took it to another provider. Nothing was charged at WaveSpeedAI. The edit goes on at fal, where it costs $1.01.',
    );
    await gate.open();
    const [there, here] = await story.edits(thread);
    expect([there?.state, here?.state]).toEqual(['delivered', 'cancelled']);
    expect(await story.money(thread)).toBe('hold $1.01, post $1.01');
    expect(here && (await story.house.money(here.id))).toBe('hold $1.08, void $1.08');
    expect(story.submissions('make it dusk')).toBe(1);
  });

  it('comes back before anybody presses: the edit goes on there', async () => {
    await gate.close();
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await offered(thread);
    await gate.open();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('has no funds left: it ends at once, and the other is offered', async () => {
    story.house.sandbox.wavespeed.balanceMicros = 0;
    const thread = await story.stage.mention({ text: 'make it warmer', files: [promo] });
    await offered(thread);
    expect(story.said(thread)).toContain('has run out of funds. Nothing was charged.');
    await story.stage.press(thread, 'Run it at fal for $1.01');
    await story.done(thread);
    expect(story.submissions('make it warmer')).toBe(1);
  });

  it('lost its answer to a submission: nothing else is ever offered', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('submit', { kind: 'reset_after_accept' });
    faults.add('list', { kind: 'status', status: 500 }, 1_000);
    const thread = await story.stage.mention({ text: 'make it colder', files: [promo] });
    await until('it was looked for twice', () => faults.left <= 998);
    expect(story.stage.thread(thread).flatMap(({ buttons }) => buttons)).not.toContainEqual(
      expect.stringContaining('Run it at'),
    );
    faults.clear();
    await story.deliveredOnce(thread, '$1.08');
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from './house.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('the funds at a provider', (stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { LOW_BALANCE: '10' });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  const told = () =>
    story.stage
      .notices()
      .map(({ lines }) => lines.join(' '))
      .filter((text) => text.includes('is running low'));
  /** The bot looks when it starts. */
  const looksAt = async (dollars: number) => {
    await story.house.stopBot();
    story.house.sandbox.wavespeed.balanceMicros = dollars * 1_000_000;
    await story.house.startBot();
  };

  it('are told of where the team edits, when they run low, in a notice that comes in the end', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(thread);
    expect(told()).toEqual([]);
    story.stage.upset('post', { kind: 'status', status: 503 }, 2);
    await looksAt(4);
    const [notice] = await until('the channel is told', () => told().length > 0 && told());
    expect(notice).toMatch(
      /The account at WaveSpeedAI is running low: \$4\.00 left, enough for 2 edits of 5 s with Kling O3 Pro \(final\)/,
    );
    expect(notice).toContain('Once it is used up, edits there fail: please have it topped up · @Dana');
  });

  it('are not told of again over a restart, until they were there and ran low anew', async () => {
    await looksAt(3);
    await looksAt(80);
    const store = await story.house.store();
    // The rise is written down once the first fall could be noted again.
    await until('the rise is noted', async () => {
      const noted = await store.noteLowBalance('wavespeed', 0, []);
      if (noted) await store.noteBalanceRose('wavespeed');
      return noted;
    });
    expect(told()).toHaveLength(1);
    await looksAt(2);
    await until('the channel is told of the second fall', () => told().length === 2);
    expect(told()[1]).toContain('$2.00 left, enough for 1 edit of 5 s');
  });
});

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('what a provider has already', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000', WAVESPEED_PER_MINUTE: '100' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => story.calm());

  /** Whole edits of the same clip; resolves with where the provider found it in the last one. */
  const edited = async (text: string): Promise<string> => {
    const thread = await story.stage.mention({ text, files: [promo] });
    await story.deliveredOnce(thread, '$1.08');
    const { wish } = await story.edit(thread);
    const made = story.house.sandbox.wavespeed
      .predictions()
      .find(({ input }) => input.prompt === wish.prompt);
    return made?.input.video ?? '';
  };

  it('is not handed over again, not even after a restart', async () => {
    const { wavespeed } = story.house.sandbox;
    const first = await edited('make it dusk');
    expect(wavespeed.uploads).toBe(1);
    expect(await edited('make it dawn')).toBe(first);
    await story.house.stopBot();
    await story.house.startBot();
    expect(await edited('make it noon')).toBe(first);
    expect(wavespeed.uploads).toBe(1);
  });

  it('is handed over anew when the provider has thrown it away, before anything is submitted', async () => {
    const first = await edited('make it snow');
    story.house.sandbox.wavespeed.expireUpload(first);
    const second = await edited('make it rain');
    expect(second).not.toBe(first);
    expect(await edited('make it hail')).toBe(second);
  });

  it('is handed over anew after the provider could not fetch it, once a person tries again', async () => {
    const { wavespeed } = story.house.sandbox;
    const before = wavespeed.uploads;
    wavespeed.endNext({
      status: 'failed',
      code: 1402,
      error: 'Failed to download video from the provided URL.',
    });
    const thread = await story.stage.mention({ text: 'make it foggy', files: [promo] });
    await story.says(thread, 'Try again');
    expect(wavespeed.uploads).toBe(before);
    expect(await story.money(thread)).toBe('hold $1.08, void $1.08');
    await story.stage.press(thread, 'Try again');
    await story.take(thread, 1);
    expect(wavespeed.uploads).toBe(before + 1);
    expect(story.submissions('make it foggy')).toBe(2);
  });

  it('tells two lost submissions apart that are equal in everything: each edit gets a take of its own', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    await edited('make it bright');
    faults.add('submit', { kind: 'reset_after_accept' }, 2);
    const twins = await Promise.all(
      ['Mara', 'Lee'].map((by) => story.stage.ask({ text: 'make it glow', files: [promo], by })),
    );
    for (const thread of twins) await story.take(thread, 1);
    const edits = await Promise.all(twins.map((thread) => story.edit(thread)));
    const ids = edits.map((edit) => 'prediction' in edit && edit.prediction?.id);
    const made = story.house.sandbox.wavespeed
      .predictions()
      .filter(({ input }) => input.prompt === 'make it glow');
    expect(ids.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    expect(new Set(ids).size).toBe(2);
    for (const thread of twins) {
      expect(await story.audited(thread)).toContain('ambiguous');
      expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
    }
  });
});

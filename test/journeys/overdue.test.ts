import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from './house.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('an edit on which its provider works for too long', (stageOf) => {
  let story: Story;
  let stuck: string;
  let slow: string;

  beforeAll(async () => {
    story = await Story.open(stageOf, { PREDICTION_HOURS: '0.0006' });
    story.house.sandbox.wavespeed.switches.editMs = 27_000;
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    stuck = await story.stage.mention({ text: 'make it dusk [stuck]', files: [promo] });
    slow = await story.stage.mention({ text: 'make it dawn', files: [promo] });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  const isAsked = (thread: string) => () =>
    story.said(thread).includes('Nobody knows whether this edit ran · @Dana');
  const predictionOf = (prompt: string) =>
    story.house.sandbox.wavespeed.predictions().find(({ input }) => input.prompt === prompt)?.id;

  it('is put to the approvers, with its id, while its money stays set aside', async () => {
    await until('they are asked', isAsked(stuck));
    expect(story.said(stuck)).toContain(
      `, is ${predictionOf('make it dusk [stuck]')} there, and the provider does not say what became of it.`,
    );
    expect(await story.money(stuck)).toBe('hold $1.08');
  });

  it('ends when one of them says that nothing will come of it, and gives its money back', async () => {
    await story.stage.pressForReason(stuck, 'It did not…', 'They say it will never end', 'Dana');
    await until('it has ended', () => story.said(stuck).includes('It did not run, says @Dana'));
    expect(await story.money(stuck)).toBe('hold $1.08, void $1.08');
  });

  it('is delivered and charged like any other when it is done after all', async () => {
    await until('they are asked', isAsked(slow));
    await story.deliveredOnce(slow, '$1.08');
    expect(story.said(slow)).toContain('It was found at the provider, and goes on.');
    expect(story.house.sandbox.wavespeed.submissions).toBe(2);
  });
});

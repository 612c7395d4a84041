import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a provider that takes one edit a minute', (stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { WAVESPEED_PER_MINUTE: '1' });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('is given the first; those behind it say where they stand, and can be cancelled for nothing', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const first = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.deliveredOnce(first, '$1.08');
    const second = await story.stage.mention({ text: 'make it night', files: [promo] });
    const waits = 'Waiting its turn: the provider takes only so many edits a minute';
    await story.says(second, `${waits} · next in line`);
    const third = await story.stage.mention({ text: 'make it foggy', files: [promo] });
    await story.says(third, `${waits} · 2nd in line`);
    await story.stage.press(second, 'Cancel');
    await story.says(second, 'Cancelled by');
    expect(await story.money(second)).toBe('hold $1.08, void $1.08');
    expect(story.submissions('make it night')).toBe(0);
    await story.says(third, `${waits} · next in line`);
    await story.stage.press(third, 'Cancel');
    await story.says(third, 'Cancelled by');
  });
});

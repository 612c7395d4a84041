import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('more requests than are taken', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    const settings = { TEAM_MONTHLY_CAP: '1000', REQUESTS_PER_MINUTE: '2', MAX_OPEN_EDITS: '3' };
    story = await Story.open(stageOf, settings);
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('are answered kindly: of one person within a minute, and of a team at a time', async () => {
    const quoted = (text: string, by: string) =>
      story.stage.mention({ text: `${text} --quote`, files: [promo], by });
    await quoted('make it dusk', 'Mara');
    await quoted('make it dawn', 'Mara');
    const third = { text: 'make it noon', files: [promo], by: 'Mara' };
    await story.endsIn('more than 2 requests within a minute', third);
    await quoted('make it night', 'Dana');
    const fourth = { text: 'make it rain', files: [promo], by: 'Lee' };
    await story.endsIn('3 edits of this team are under way', fourth);
    expect(story.house.sandbox.wavespeed.submissions).toBe(0);
  });
});

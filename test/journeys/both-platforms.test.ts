import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordStage } from './discord-stage.ts';
import { slackStage } from './slack-stage.ts';
import { PATIENT, Story } from './story.ts';

describe('one bot on both platforms', PATIENT, () => {
  let inSlack: Story;
  let inDiscord: Story;

  beforeAll(async () => {
    inSlack = await Story.open(slackStage, { TEAM_MONTHLY_CAP: '2.00', OVER_CAP: 'refuse' });
    inDiscord = inSlack.on(discordStage);
  }, PATIENT.timeout);
  afterAll(() => inSlack?.close());

  it('works for both at the same time, each with a thread, a take and a budget of its own', async () => {
    const promo = await inSlack.props.clip('promo.mp4', { seconds: 3 });
    const [here, there] = await Promise.all([
      inSlack.stage.mention({ text: 'make it dusk', files: [promo] }),
      inDiscord.stage.mention({ text: 'make it night', files: [promo] }),
    ]);
    await Promise.all([inSlack.deliveredOnce(here, '$1.08'), inDiscord.deliveredOnce(there, '$1.08')]);
    expect(inSlack.said(here)).not.toContain('night');
    expect(inDiscord.said(there)).not.toContain('dusk');
    expect(inSlack.house.billed).toBe(2_160_000);
    const over = 'This edit costs $1.08, and the team has $0.92 of $2.00 left';
    await inSlack.endsIn(over, { text: 'and once more', files: [promo] });
    await inDiscord.endsIn(over, { text: 'and once more', files: [promo] });
  });
});

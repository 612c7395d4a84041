import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordStage } from './discord-stage.ts';
import { until } from './house.ts';
import { slackStage } from './slack-stage.ts';
import { PATIENT, STAGES, Story } from './story.ts';

describe('a take that the provider marked as sensitive', PATIENT, () => {
  let inSlack: Story;
  let inDiscord: Story;

  beforeAll(async () => {
    inSlack = await Story.open(slackStage);
    inDiscord = inSlack.on(discordStage);
    inSlack.house.sandbox.wavespeed.switches.nsfw = true;
  }, PATIENT.timeout);
  afterAll(() => inSlack?.close());

  it('lies behind a spoiler in Discord', async () => {
    const promo = await inDiscord.props.clip('promo.mp4', { seconds: 3 });
    const thread = await inDiscord.stage.mention({ text: 'make it dusk', files: [promo] });
    await inDiscord.take(thread, 1);
    const messages = inDiscord.house.sandbox.discord.messages(thread);
    const [file] = messages.flatMap(({ attachments }) => attachments);
    expect(file).toMatchObject({ shown: true, spoiler: true });
  });

  it('comes with a warning before it in Slack', async () => {
    const promo = await inSlack.props.clip('promo.mp4', { seconds: 3 });
    const thread = await inSlack.stage.mention({ text: 'make it dusk', files: [promo] });
    await inSlack.take(thread, 1);
    const told = inSlack.stage.thread(thread).filter(({ bot }) => bot);
    const file = told.findIndex(({ files }) => files.length > 0);
    expect(told[file - 1]?.lines).toEqual(['The provider marked this take as sensitive.']);
  });
});

describe.each(STAGES)('where sensitive takes are withheld, in %s', PATIENT, (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { SENSITIVE_TAKES: 'withhold' });
    story.house.sandbox.wavespeed.switches.nsfw = true;
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('the thread says so, without the file; it is charged, because the provider made it', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('the thread says so', () =>
      story.said(thread).includes('The provider marked this take as sensitive, so it is not shown here.'),
    );
    await story.done(thread);
    expect(story.stage.thread(thread).flatMap(({ bot, files }) => (bot ? files : []))).toEqual([]);
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });

  it('an edit of it is withheld as well', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(thread);
    await story.stage.mention({ text: 'and mirror it', thread });
    await until('it is done', async () => (await story.edit(thread)).state === 'delivered');
    expect(story.stage.thread(thread).flatMap(({ bot, files }) => (bot ? files : []))).toEqual([]);
  });
});

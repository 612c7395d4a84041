import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Prop } from './stage.ts';
import { PATIENT, STAGES, Story } from './story.ts';
import { publish } from './web.ts';

describe.each(STAGES)('ways to ask for an edit by a message in %s', PATIENT, (_name, stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => story.calm());

  it('a mention with a clip and a reference image', async () => {
    const can = await story.props.image('can.png');
    const text = 'swap the beer for @Image1 --draft --mute';
    const thread = await story.stage.mention({ text, files: [promo, can] });
    expect((await story.take(thread, 1)).lines.join('\n')).toContain('sound removed');
    const [prediction] = story.house.sandbox.wavespeed.predictions().slice(-1);
    expect(prediction).toMatchObject({
      model: 'kwaivgi/kling-video-o3-std/video-edit',
      input: { prompt: 'swap the beer for @Image1', keep_original_sound: false },
    });
    expect(prediction?.input.images).toHaveLength(1);
  });

  it('a mention in the thread of a message that has a clip', async () => {
    const message = await story.stage.say({ text: 'fresh from the camera', files: [promo] });
    const thread = await story.stage.discuss(message);
    await story.stage.say({ text: 'lovely. shall we make it dusk?', thread });
    await story.stage.mention({ text: 'make it dusk', thread, by: 'Lee' });
    expect((await story.take(thread, 1)).name).toBe('promo-take-1.mp4');
  });

  it('a mention in a thread where somebody posted a clip in between', async () => {
    const message = await story.stage.say({ text: 'what about tomorrow?' });
    const thread = await story.stage.discuss(message);
    await story.stage.say({ text: 'this one', files: [promo], thread, by: 'Lee' });
    await story.stage.mention({ text: 'make it dusk', thread });
    expect((await story.take(thread, 1)).name).toBe('promo-take-1.mp4');
  });

  it('a link to a public clip', async () => {
    await using page = await publish(promo);
    const thread = await story.stage.mention({ text: `make it dusk ${page.url} --draft` });
    expect((await story.take(thread, 1)).name).toBe('promo-take-1.mp4');
    expect((await story.edit(thread)).wish.prompt).toBe('make it dusk');
  });

  it('a message to the bot alone', async () => {
    const thread = await story.stage.direct({ text: 'make it dusk', files: [promo] });
    expect((await story.take(thread, 1)).name).toBe('promo-take-1.mp4');
    await story.done(thread);
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });

  it("a mention in an edit's thread, after the bot was started anew", async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.done(thread);
    await story.house.stopBot();
    await story.house.startBot();
    await story.stage.mention({ text: 'and mirror it', thread, by: 'Lee' });
    expect((await story.take(thread, 2)).name).toBe('promo-take-2.mp4');
    const [second, first] = await story.edits(thread);
    expect(second?.source).toEqual({ kind: 'take', edit: first?.id });
  });
});

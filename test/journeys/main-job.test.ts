import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaChildren } from '../../src/core/media/child.ts';
import { probe } from '../../src/core/media/probe.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { STAGES, Story } from './story.ts';

describe.each(STAGES)('the main job in %s', (_name, stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 5 });
  });
  afterAll(() => story?.close());

  it('a clip and a sentence in, the edited clip back in a thread', async () => {
    const text = 'make it black and white, keep everything else';
    const thread = await story.stage.mention({ text, files: [promo] });
    const take = await story.take(thread, 1);
    expect(take.lines.join('\n')).toMatch(/^Take 1 · 5 s · sound kept · \$1\.80 charged · \d+ s$/m);
    expect(take.buttons).toEqual(['Edit again', 'Try again']);
    const { lines } = await story.done(thread);
    expect(lines).toEqual(
      expect.arrayContaining([
        '✓ Clip checked',
        '✓ Within the budget',
        '✓ Delivered',
        'Done · $1.80 charged',
      ]),
    );
    const facts = await probe(new MediaChildren({ atOnce: 1 }), take.path, new AbortController().signal);
    expect(facts).toMatchObject({ container: 'mp4', width: 1280, height: 720, audioTracks: 1 });
  });

  it('a mention in the thread makes the next take out of the last one', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.stage.mention({ text: 'and mirror it --mute', thread });
    const second = await story.take(thread, 2);
    expect(second.name).toBe('promo-take-2.mp4');
    expect(second.lines.join('\n')).toContain('sound removed');
  });

  it.each([
    [3, '$1.08'],
    [5, '$1.80'],
    [8.4, '$3.03'],
    [10, '$3.60'],
  ])('a clip of %s s is quoted, held and charged exactly: %s', async (seconds, price) => {
    const clip = await story.props.clip(`clip-${seconds}.mp4`, { seconds });
    const thread = await story.stage.mention({ text: 'make it warmer', files: [clip] });
    const { lines } = await story.done(thread);
    expect(lines.join('\n')).toContain(`${seconds} s · 1280×720 · final, Kling O3 Pro · ${price}`);
    expect(await story.money(thread)).toBe(`hold ${price}, post ${price}`);
  });

  it('talk without a mention is just talk', async () => {
    const { wavespeed } = story.house.sandbox;
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(thread);
    const [shown, submissions] = [story.stage.thread(thread).length, wavespeed.submissions];
    await story.stage.say({ text: 'lovely, make it brighter next time', thread });
    await story.stage.say({ text: 'here is the clip', files: [promo] });
    // Whatever these might have started would come before what is asked for after them.
    const after = await story.stage.mention({ text: 'make it night', files: [promo] });
    await story.done(after);
    expect(story.stage.thread(thread)).toHaveLength(shown + 1);
    expect(wavespeed.submissions).toBe(submissions + 1);
  });

  it('a price that is only asked for costs nothing until it is run', async () => {
    const { wavespeed } = story.house.sandbox;
    const submissions = wavespeed.submissions;
    const thread = await story.stage.mention({ text: 'make it dusk --quote', files: [promo] });
    await until('the price is there', () => story.status(thread)?.buttons.includes('Run it for $1.80'));
    expect(wavespeed.submissions).toBe(submissions);
    expect(await story.money(thread)).toBe('');
    await story.stage.press(thread, 'Run it for $1.80');
    await story.take(thread, 1);
    expect(await story.money(thread)).toBe('hold $1.80, post $1.80');
  });

  it('a part of a clip that is too long: --from and --to', async () => {
    const long = await story.props.clip('long.mp4', { seconds: 14 });
    const text = 'make it dusk --from 0:02 --to 0:06';
    const thread = await story.stage.mention({ text, files: [long] });
    expect((await story.take(thread, 1)).lines.join('\n')).toContain('Take 1 · 4 s');
  });

  it('the same again, once: pressing Try again twice makes one more take', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.done(thread);
    await story.stage.press(thread, 'Try again');
    await story.stage.press(thread, 'Try again');
    expect((await story.take(thread, 2)).name).toBe('promo-take-2.mp4');
    expect(await story.edits(thread)).toHaveLength(2);
    expect(story.stage.whispers().join()).toContain('That was pressed already');
  });

  it('a draft can be made final, with the price of it on the button', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk --draft', files: [promo] });
    await story.take(thread, 1);
    const label = await until('the button is there', () =>
      story.stage
        .thread(thread)
        .flatMap(({ buttons }) => buttons)
        .find((each) => each.startsWith('Make it final for $1.80')),
    );
    await story.stage.press(thread, label);
    await story.take(thread, 2);
    expect((await story.edit(thread)).wish).toMatchObject({
      model: 'wavespeed/kling-o3-pro',
      prompt: 'make it dusk',
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordStage } from './discord-stage.ts';
import { until } from './house.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop } from './stage.ts';
import { PATIENT, STAGES, Story } from './story.ts';

describe.each(STAGES)('buttons that open a form in %s', PATIENT, (_name, stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('Edit again: a new take of the take', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    const form = await story.stage.pressForForm(thread, 'Edit again', 'Lee');
    expect(form.prompt).toBe('');
    await form.send('and mirror it');
    expect((await story.take(thread, 2)).name).toBe('promo-take-2.mp4');
    const [second, first] = await story.edits(thread);
    expect(second).toMatchObject({
      source: { kind: 'take', edit: first?.id },
      wish: { prompt: 'and mirror it' },
    });
    expect(second?.person).not.toBe(first?.person);
  });

  it('Edit again where the team has a quality of its own: the form, sent as it is, asks for that', async () => {
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await story.take(thread, 1);
    await story.rules((set) => ({ ...set, quality: 'draft' }));
    const form = await story.stage.pressForForm(thread, 'Edit again');
    await form.send('and brighten it');
    await story.take(thread, 2);
    const [second, first] = await story.edits(thread);
    await story.rules((set) => ({ ...set, quality: null }));
    expect([first?.wish.model, second?.wish.model]).toEqual([
      'wavespeed/kling-o3-pro',
      'wavespeed/kling-o3-std',
    ]);
  });

  it('Try again after a refusal of the content: all as it was, and the prompt to be changed', async () => {
    const long = await story.props.clip('long.mp4', { seconds: 14 });
    const can = await story.props.image('can.png');
    const text = 'swap the [moderation] for @Image1 --draft --mute --from 0:02 --to 0:06';
    const files = [long, can];
    const thread = await story.endsIn('Change the wording and press Try again.', { text, files });
    const form = await story.stage.pressForForm(thread, 'Try again');
    expect(form.prompt).toBe('swap the [moderation] for @Image1');
    await form.send('swap the beer for @Image1');
    const take = await story.take(thread, 1);
    expect(take.lines.join('\n')).toContain('Take 1 · 4 s · sound removed · $0.51 charged');
    const [second, first] = await story.edits(thread);
    expect(second).toMatchObject({
      source: { kind: 'same', edit: first?.id },
      images: [{ kind: 'same', edit: first?.id, index: 0 }],
      wish: { ...first?.wish, prompt: 'swap the beer for @Image1' },
    });
  });
});

describe.each(STAGES)("a button in %s that names another team's edit", PATIENT, (_name, stageOf) => {
  let story: Story;
  let other: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf);
    other = story.on(stageOf === slackStage ? discordStage : slackStage);
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it.each(['cancel', 'run', 'retry', 'again', 'finalize'] as const)('changes nothing: %s', async (action) => {
    const there = await other.stage.mention({ text: 'make it dusk --quote --draft', files: [promo] });
    await until('the price is there', () => other.status(there)?.buttons.includes('Run it for $0.38'));
    const edit = await other.edit(there);
    const here = await story.stage.say({ text: 'nothing to see here' });
    const thread = await story.stage.discuss(here);
    await story.stage.plant(thread, { action, edit: edit.id, label: action });
    await story.stage.press(thread, action);
    await until('Mara is told', () =>
      story.stage.whispers().includes('Recut does not know this edit here any more. Ask for it again.'),
    );
    expect(await other.edits(there)).toEqual([edit]);
    expect(await story.edits(thread)).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a team that has chosen what its edits are made with', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' }, { providers: ['wavespeed', 'fal'] });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  const madeWith = async (text: string) => {
    const thread = await story.stage.mention({ text, files: [promo] });
    await story.done(thread);
    return (await story.edit(thread)).wish.model;
  };

  it('has chosen nothing: the first provider makes them', async () => {
    expect(await madeWith('make it dusk')).toBe('wavespeed/kling-o3-pro');
  });

  it('uses its provider, in the quality that is asked for', async () => {
    await story.rules((set) => ({ ...set, provider: 'fal' }));
    expect(await madeWith('make it night')).toBe('fal/kling-o3-pro');
    expect(await madeWith('make it warmer --draft')).toBe('fal/kling-o3-std');
    expect(story.house.sandbox.fal.predictions()).toHaveLength(2);
  });

  it('uses its model, until a request names another one', async () => {
    await story.rules((set) => ({ ...set, provider: null, model: 'fal/kling-o3-std' }));
    expect(await madeWith('make it colder')).toBe('fal/kling-o3-std');
    expect(await madeWith('make it brighter --model wavespeed/kling-o3-pro')).toBe('wavespeed/kling-o3-pro');
    await story.rules((set) => ({ ...set, model: null }));
    expect(await madeWith('make it darker')).toBe('wavespeed/kling-o3-pro');
  });
});

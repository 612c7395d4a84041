import { afterAll, beforeAll, expect, it } from 'vitest';
import { OtherProviders } from './all-providers.ts';
import { type LibraryHand, libraryHand } from './library-hand.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('what a team has saved under a name', (stageOf) => {
  let providers: OtherProviders;
  let story: Story;
  let hand: LibraryHand;
  let promo: Prop;
  let front: Prop;
  let side: Prop;

  beforeAll(async () => {
    providers = await OtherProviders.start();
    story = await Story.open(stageOf, providers.settings);
    hand = libraryHand(story.stage, story.house);
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    [front, side] = await Promise.all([story.props.image('front.png'), story.props.image('side.png')]);
  }, PATIENT.timeout);
  afterAll(async () => {
    await story?.close();
    await providers?.stop();
  });

  /** Under a heavy load a form is answered before what it asked for is done. */
  async function saved(...wanted: Parameters<LibraryHand['save']>): Promise<void> {
    if ((await hand.save(...wanted)) === 'late') await hand.finds(wanted[0].name);
  }

  it('saved by Mara, named by Lee in a mention, and sent as an element to whichever provider', async () => {
    await saved(
      { name: 'Mascot', kind: 'element', front, views: [side] },
      '@Mascot is saved as an element (front and 1 view).',
    );
    await hand.reads('', '@Mascot');
    await hand.reads('', '1 of 50 saved');
    await hand.sees();
    const text = 'put @mascot beside the beer, not mara@mascot.example --model fal/kling-o3-std';
    const thread = await story.stage.mention({ text, files: [promo], by: 'Lee' });
    await story.says(thread, '@mascot is sent as @Element1 (front and 1 view)');
    await story.take(thread, 1);
    expect(providers.fal.predictions().at(-1)?.input).toMatchObject({
      prompt: 'put @Element1 beside the beer, not mara@mascot.example',
      elements: [{ frontal_image_url: expect.any(String), reference_image_urls: [expect.any(String)] }],
    });
    expect((await story.edit(thread)).wish.prompt).toContain('put @mascot beside');

    await story.says(thread, 'Make it final for $1.01');
    await story.stage.press(thread, 'Make it final for $1.01');
    await story.take(thread, 2);
    expect(providers.fal.predictions().at(-1)).toMatchObject({
      model: 'fal-ai/kling-video/o3/pro/video-to-video/edit',
      input: { prompt: 'put @Element1 beside the beer, not mara@mascot.example', elements: [{}] },
    });
  });

  it('an image goes to any model, behind the images that came along', async () => {
    await saved({ name: 'logo', kind: 'image', front }, '@logo is saved as an image.');
    const thread = await story.stage.mention({
      text: 'put @logo on the table with @Image1 --draft',
      files: [promo, side],
    });
    await story.says(thread, '@Image1 is side.png · @logo is sent as @Image2');
    await story.take(thread, 1);
    const [sent] = story.house.sandbox.wavespeed.predictions().slice(-1);
    expect(sent?.input).toMatchObject({ prompt: 'put @Image2 on the table with @Image1' });
    expect(sent?.input.images).toHaveLength(2);
  });

  it('a typo is answered with the name that was most likely meant', async () => {
    await story.endsIn('Nothing is saved here as @macsot. Did you mean @Mascot? Nothing was charged.', {
      text: 'put @macsot beside the beer',
      files: [promo],
    });
  });

  it('an element at a model that takes none: names one that does', async () => {
    await story.endsIn(
      'Kling O3 Pro takes no elements here. Ask again with --model segmind/kling-o3-pro, which does. Nothing was charged.',
      { text: 'put @mascot beside the beer', files: [promo] },
    );
  });

  it('names are one of a team, and whoever saved something or approves may rename and remove it', async () => {
    await hand.reads('add image1', '"image1" cannot be a name');
    await hand.reads('rename mascot to hero', ', who saved @Mascot, or an approver can do this.', 'Lee');
    await hand.reads('rename mascot to logo', 'There is @logo already.');
    await hand.reads('rename mascot to hero', '@Mascot is called @hero now.');
    story.stage.makeAdmin('Dana');
    await hand.reads('remove hero', '@hero is removed.', 'Dana');
    await hand.reads('remove hero', 'Nothing is saved here as @hero.');
    await story.endsIn('Nothing is saved here as @hero.', { text: 'put @hero there', files: [promo] });
  });

  it('what is no picture is not saved, and the form says so', async () => {
    const text = await story.props.text('broken.png', 'not a picture');
    await hand.save(
      { name: 'broken', kind: 'image', front: text },
      'broken.png is not a JPEG, PNG or WebP image',
    );
    await hand.reads('', '1 of 50 saved');
  });
});

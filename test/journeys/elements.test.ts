import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OtherProviders } from './all-providers.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const heic = Buffer.from('\0\0\0\x24ftypheic\0\0\0\0mif1heic', 'latin1');

const plainPicture = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background }, limitInputPixels: false }).png();

async function animated(): Promise<Buffer> {
  const frames = ['red', 'blue'].map((colour) => plainPicture(400, 400, colour).toBuffer());
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .webp({ delay: [100, 100] })
    .toBuffer();
}

/** Few bytes that take 430 MB once they are opened. */
const bomb = () => plainPicture(12_000, 12_000, 'red').toBuffer();

onEachStage('what a prompt names', (stageOf) => {
  let providers: OtherProviders;
  let story: Story;
  let promo: Prop;
  let can: Prop;
  let bottle: Prop;

  beforeAll(async () => {
    providers = await OtherProviders.start();
    story = await Story.open(stageOf, providers.settings);
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    can = await story.props.image('can.png');
    bottle = await story.props.image('bottle.png');
  }, PATIENT.timeout);
  afterAll(async () => {
    await story?.close();
    await providers?.stop();
  });

  it('two images: the thread says which is which before anything is spent', async () => {
    const text = 'swap the beer for @image1, with @Image2 behind it --draft --quote';
    const thread = await story.stage.mention({ text, files: [promo, can, bottle] });
    await story.says(thread, '@Image1 is can.png · @Image2 is bottle.png');
    await story.says(thread, 'Run it for');
    await story.stage.press(thread, 'Run it for $0.38');
    await story.take(thread, 1);
    const [sent] = story.house.sandbox.wavespeed.predictions().slice(-1);
    expect(sent?.input.prompt).toBe('swap the beer for @Image1, with @Image2 behind it');
    expect(sent?.input.images).toHaveLength(2);
  });

  it('an element at Segmind, with the shape and the length that were asked for', async () => {
    const text = 'swap the beer for @Element1 --model segmind/kling-o3-pro --aspect 9:16 --seconds 4';
    const thread = await story.stage.mention({ text, files: [promo, bottle] });
    await story.says(thread, '@Element1 is bottle.png (front)');
    await story.says(thread, 'shape 9:16');
    await story.take(thread, 1);
    expect(await story.money(thread)).toBe('hold $1.68, post $1.68');
    expect(providers.segmind.predictions().at(-1)?.input).toMatchObject({
      prompt: 'swap the beer for @Element1',
      elements: [{ frontal_image_url: expect.stringContaining('http') }],
      image_urls: [],
      aspect_ratio: '9:16',
      duration: '4',
    });
  });

  it('an element and an image at fal: a draft, and then the same again as final', async () => {
    const text = 'put @Element1 beside @Image1 --model fal/kling-o3-std --from 0:00';
    const thread = await story.stage.mention({ text, files: [promo, bottle, can] });
    await story.says(thread, '@Image1 is can.png · @Element1 is bottle.png (front)');
    await story.says(thread, 'Make it final for $1.01');
    await story.stage.press(thread, 'Make it final for $1.01');
    await story.take(thread, 2);
    await story.done(thread);
    const [draft, final] = providers.fal.predictions().slice(-2);
    expect(final?.model).toBe('fal-ai/kling-video/o3/pro/video-to-video/edit');
    expect(final?.input).toMatchObject({
      prompt: 'put @Element1 beside @Image1',
      image_urls: [expect.any(String)],
      elements: [{ frontal_image_url: expect.any(String) }],
    });
    expect(draft?.model).toBe('fal-ai/kling-video/o3/standard/video-to-video/edit');
    const [second, first] = await story.edits(thread);
    expect(second?.wish).toEqual({ ...first?.wish, model: 'fal/kling-o3-pro' });
    expect(await story.money(thread)).toBe('hold $1.01, post $1.01');
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    ['a HEIC photo', async () => heic, 'hero.png is a HEIC photo, which no model takes'],
    ['something animated', animated, 'hero.png is animated: send one still image'],
    ['a bomb of 144 million pixels', bomb, 'hero.png is too large'],
  ])('an element that is %s ends in a sentence, before anything is spent', async (_what, make, sentence) => {
    const hero = await story.props.text('hero.png', await make());
    const text = 'put @Element1 on the table --model fal/kling-o3-std';
    const before = providers.fal.predictions().length;
    await story.endsIn(sentence, { text, files: [promo, hero] });
    expect(providers.fal.predictions()).toHaveLength(before);
  });

  it('an element at a model that takes none: says so, and names one that does', async () => {
    const text = 'swap the beer for @Element1';
    await story.endsIn(
      'Kling O3 Pro takes no elements here. Ask again with --model segmind/kling-o3-pro, which does. Nothing was charged.',
      { text, files: [promo, bottle] },
    );
  });

  it('a name that is not there, with the one that was most likely meant', async () => {
    await story.endsIn('Nothing is saved here as @images1. Did you mean @Image1? Nothing was charged.', {
      text: 'swap the beer for @images1',
      files: [promo, can],
    });
    await story.endsIn('Save it with /edit-library, or write it without the @. Nothing was charged.', {
      text: 'swap the beer for @mascot',
      files: [promo],
    });
  });

  it('an image that the text never names is pointed out', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo, can] });
    await story.says(thread, '@Image1 was given, but the text never names it.');
    await story.take(thread, 1);
  });
});

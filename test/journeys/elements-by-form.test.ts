import { afterAll, describe, expect, it } from 'vitest';
import { OtherProviders } from './all-providers.ts';
import { discordStage } from './discord-stage.ts';
import { until } from './house.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop, StageOf } from './stage.ts';
import { PATIENT, Story } from './story.ts';

const MODEL = 'segmind/kling-o3-std';
const PROMPT = 'put @Element1 beside @Element2 before @Image1';

describe('elements in the form of an edit', { ...PATIENT, concurrent: true }, () => {
  const opened: { story: Story; providers: OtherProviders }[] = [];
  afterAll(async () => {
    for (const { story, providers } of opened) {
      await story.close();
      await providers.stop();
    }
  });

  async function open(stageOf: StageOf) {
    const providers = await OtherProviders.start();
    const story = await Story.open(stageOf, providers.settings);
    opened.push({ story, providers });
    const picture = (name: string) => story.props.image(name);
    const [front, side, other, wall] = await Promise.all(
      ['front', 'side', 'other', 'wall'].map((name) => picture(`${name}.png`)),
    );
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    return { story, providers, promo, front, side, other, wall } as Opened;
  }

  async function isMade({ story, providers }: Opened, thread: string): Promise<void> {
    await story.says(
      thread,
      '@Image1 is wall.png · @Element1 is front.png (front and 1 view) · @Element2 is other.png (front)',
    );
    await story.take(thread, 1);
    expect(providers.segmind.predictions().at(-1)?.input).toMatchObject({
      prompt: PROMPT,
      aspect_ratio: '1:1',
      duration: '5',
      image_urls: [expect.any(String)],
      elements: [
        { frontal_image_url: expect.any(String), reference_image_urls: [expect.any(String)] },
        { frontal_image_url: expect.any(String) },
      ],
    });
  }

  it('in Discord: options of /edit, which are kept in the form when something is wrong', async () => {
    const here = await open(discordStage);
    const { story, promo, front, side, other, wall } = here;
    const mara = story.house.sandbox.discord.person('Mara');
    const pictures = { element1: front, 'element1-view2': side, element2: other, image1: wall };
    const refused = await mara.slash(
      '/edit',
      { prompt: PROMPT, video: promo, ...pictures, aspect: '1:1', seconds: 5 },
      'campaign-x',
    );
    if (!('message' in refused)) throw new Error(`Nothing was said, but ${refused.kind}`);
    expect(refused.message.text).toContain('Kling O3 Pro takes no elements here.');
    const answer = await mara.press(refused.message.id, 'Change it');
    if (answer.kind !== 'modal') throw new Error(`There is no form, but ${answer.kind}`);
    const prompt = `${PROMPT} --model ${MODEL}`;
    const thread = await story.opens(() => mara.submitModal(answer.modal, { prompt }));
    await isMade(here, thread);
  });

  it('in Slack: fields of the form, with what is wrong beside them', async () => {
    const here = await open(slackStage);
    const { story, promo, front, side, other, wall } = here;
    const mara = story.house.sandbox.slack.person('Mara');
    await mara.command('/edit', PROMPT, 'campaign-x');
    const form = await mara.nextView();
    await until('the form is complete', () => !JSON.stringify(mara.view?.blocks).includes('Looking for'));
    const entries = {
      upload: [promo],
      images: [wall],
      front1: [front],
      views1: [side],
      front2: [other],
      aspect: '1:1',
      seconds: '5',
    };
    expect(await mara.submitView(form.id, entries)).toMatchObject({
      kind: 'errors',
      errors: { front1: expect.stringContaining('Kling O3 Pro takes no elements here.') },
    });
    const prompt = `${PROMPT} --model ${MODEL}`;
    const thread = await story.opens(() => mara.submitView(form.id, { ...entries, prompt }));
    await isMade(here, thread);
  });
});

interface Opened {
  story: Story;
  providers: OtherProviders;
  promo: Prop;
  front: Prop;
  side: Prop;
  other: Prop;
  wall: Prop;
}

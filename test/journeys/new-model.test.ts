import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const EXAMPLE = join(import.meta.dirname, '../../docs/models-example.json');

onEachStage('models that only the operator’s file knows', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, withExample);
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it.each([
    ['kling-4', 'make it dusk', '$0.85', 'kwaivgi/kling-v4.0/video-edit'],
    ['lucy-edit-dev', 'make it night', '$0.09', 'decart/lucy-edit-dev'],
  ])('make an edit at their own price: %s', async (name, prompt, price, id) => {
    const thread = await story.stage.mention({ text: `${prompt} --model ${name}`, files: [promo] });
    await story.deliveredOnce(thread, price);
    expect(story.house.sandbox.wavespeed.predictions().at(-1)?.model).toBe(id);
  });

  it('say kindly what they do not take', async () => {
    await story.endsIn('the model takes none', {
      text: 'make it like @Image1 --model lucy-edit-dev',
      files: [promo, await story.props.image('can.png')],
    });
  });
});

/** The example as it is, but looked at as often as the sandbox needs it. */
async function withExample({ env }: Sandbox): Promise<Record<string, string>> {
  const quick = { typicalMs: 4_000, pollGapMs: { min: 200, max: 500 } };
  const models: object[] = JSON.parse(await readFile(EXAMPLE, 'utf8'));
  const MODELS_FILE = `${env['MODELS_FILE']}.example.json`;
  await writeFile(MODELS_FILE, JSON.stringify(models.map((model) => ({ ...model, ...quick }))));
  return { MODELS_FILE, TEAM_MONTHLY_CAP: '1000' };
}

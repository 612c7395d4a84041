import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editClip } from '../../src/sandbox/effects/edit-clip.ts';
import type { SegmindStandIn } from '../../src/sandbox/segmind/stand-in.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { STAGES, Story } from './story.ts';

describe.each(STAGES)('with Segmind as the only provider, in %s', (_name, stageOf) => {
  let segmind: SegmindStandIn;
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    const options = { providers: ['segmind'], edit: editClip } as const;
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' }, options);
    segmind = story.house.sandbox.segmind;
    promo = await story.props.clip('promo.mp4', { seconds: 5 });
  });
  beforeEach(() => story.calm());
  afterAll(() => story?.close());

  it('a clip and a sentence in, the edited clip back, at its price and told its length and shape', async () => {
    const thread = await story.stage.mention({ text: 'make it black and white', files: [promo] });
    const take = await story.take(thread, 1);
    expect(take.lines.join('\n')).toMatch(/^Take 1 · 5 s · sound kept · \$2\.10 charged/m);
    await story.done(thread);
    expect(await story.money(thread)).toBe('hold $2.10, post $2.10');
    expect(segmind.chargedMicros).toBe(2_100_000);
    expect(segmind.predictions().at(-1)?.input).toMatchObject({
      mode: 'pro',
      duration: '5',
      aspect_ratio: '16:9',
      keep_audio: true,
    });
  });

  it('a draft is made in the cheap mode', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk --draft --mute', files: [promo] });
    await story.done(thread);
    expect(await story.money(thread)).toBe('hold $1.58, post $1.58');
    expect(segmind.predictions().at(-1)?.input).toMatchObject({ mode: 'std', keep_audio: false });
  });

  it('a refusal by its content rules costs nothing, and says so', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk [moderation]', files: [promo] });
    await until('the refusal is told', () => /content rules/.test(story.said(thread)));
    expect(await story.money(thread)).toBe('hold $2.10, void $2.10');
  });

  it('an answer that was lost leaves the money held and is never asked for again', async () => {
    const { submissions } = segmind;
    segmind.faults.add('submit', { kind: 'reset_after_accept' });
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the edit is unresolved', async () => (await story.edits(thread))[0]?.state === 'unresolved');
    expect(await story.money(thread)).toBe('hold $2.10');
    expect(segmind.submissions).toBe(submissions + 1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prop } from './stage.ts';
import { PATIENT, STAGES, Story } from './story.ts';

describe.each(STAGES)('looking back, in %s', PATIENT, (_name, stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { APPROVE_ABOVE: '100' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  });
  afterAll(() => story?.close());

  it('tells in the thread of the first edit, and of no other, what the team goes by', async () => {
    const first = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(first);
    const second = await story.stage.mention({ text: 'make it night', files: [promo], by: 'Lee' });
    await story.done(second);
    expect(story.said(first)).toContain('This is the first edit here. Until somebody changes it');
    expect(story.said(first)).toContain('edits up to $100.00 run without approval');
    expect(story.said(second)).not.toContain('This is the first edit here');
  });

  it('lists the edits of the channel with state, price and a link, and pages through them', async () => {
    for (let nth = 1; nth <= 8; nth += 1)
      await story.stage.mention({ text: `--quote number ${nth} --nonsense` });
    const shown = await story.stage.command('edit-history');
    expect(shown.lines[0]).toBe('Edits of this channel');
    expect(shown.lines.join('\n')).toContain('number 8');
    expect(shown.lines.join('\n')).toMatch(/Refused · not charged · asked by @Mara · \w{3} \d\d:\d\d/);
    expect(shown.lines.join('\n')).not.toContain('make it night');
    await story.stage.choose('Older');
    const older = story.stage.panel().lines.join('\n');
    expect(older).toContain('make it night');
    expect(older).toMatch(/Delivered · \$1\.08 charged · asked by @Lee/);
    expect(story.stage.panel().buttons).not.toContain('Older');
    await story.stage.choose('Only mine');
    expect(story.stage.panel().lines.join('\n')).not.toContain('@Lee');
  });

  it('says so when nothing has to be settled', async () => {
    const shown = await story.stage.command('edit-history unresolved');
    expect(shown.lines).toEqual([
      'Edits of this channel that somebody has to settle',
      'Nothing has to be settled.',
    ]);
  });
});

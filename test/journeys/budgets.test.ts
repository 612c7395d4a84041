import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseDollars } from '../../src/core/money/micros.ts';
import type { Settings } from '../../src/core/money/settings.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, STAGES, Story } from './story.ts';

onEachStage('a team that changes its rules', (stageOf) => {
  let story: Story;
  let promo: Prop;
  let atFirst: Settings;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    await story.rules((set) => {
      atFirst = set;
      return set;
    });
  });
  afterEach(() => story.rules(() => atFirst));
  afterAll(() => story?.close());

  it('pauses new edits, over a restart too, and they go on by themselves when it resumes', async () => {
    const { submissions } = story.house.sandbox.wavespeed;
    const by = story.stage.idOf('Dana');
    await story.rules((set) => ({ ...set, paused: { by, at: 0 } }));
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const says = '@Dana has paused new edits. This one goes on by itself when they are resumed';
    await until('it says who paused', () => story.said(thread).includes(says));
    await story.house.stopBot();
    await story.house.startBot();
    expect(await story.money(thread)).toBe('');
    expect(story.house.sandbox.wavespeed.submissions).toBe(submissions);
    await story.rules((set) => ({ ...set, paused: null }));
    await story.take(thread, 1);
    expect(story.said(thread)).not.toContain('has paused');
  });

  it('pauses while a clip is handed over: nothing is submitted and the money stays set aside until it resumes', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('upload', { kind: 'slow', delayMs: 3_000 });
    // The provider has the promo since the story before, and would not be handed it again.
    const fresh = await story.props.clip('fresh.mp4', { seconds: 3, bytes: 500_000 });
    const thread = await story.stage.mention({ text: 'make it misty', files: [fresh] });
    await until('it is handed over', async () => (await story.edit(thread)).state === 'preparing');
    await story.rules((set) => ({ ...set, paused: { by: story.stage.idOf('Dana'), at: 0 } }));
    await until('it waits, and says for whom', () => {
      const said = story.said(thread);
      return (
        said.includes('Waiting until new edits are resumed') && said.includes('@Dana has paused new edits.')
      );
    });
    expect((await story.edit(thread)).state).toBe('submitting');
    expect(story.submissions('make it misty')).toBe(0);
    expect(await story.money(thread)).toBe('hold $1.08');
    await story.rules((set) => ({ ...set, paused: null }));
    await story.deliveredOnce(thread, '$1.08');
  });

  it('has ceilings of a single edit, which say what is allowed', async () => {
    await story.rules((set) => ({ ...set, maxPrice: parseDollars('1') }));
    const dear = 'This edit costs $1.08, and here a single edit may cost $1.00 at most.';
    await story.endsIn(dear, { text: 'make it night', files: [promo] });
    await story.rules((set) => ({ ...set, maxPrice: null, maxClipMs: 2_000 }));
    const long = 'The clip is 3 s long, and here a single edit may have 2 s at most.';
    await story.endsIn(long, { text: 'make it night', files: [promo] });
  });

  it('lowers a cap: what was spent stays, and nothing new fits', async () => {
    await story.rules((set) => ({ ...set, caps: { 'team/month': parseDollars('0.50') }, overCap: 'refuse' }));
    const none = 'the team has $0.00 of $0.50 left';
    await story.endsIn(none, { text: 'make it foggy', files: [promo] });
  });

  it('gives each person a cap of their own', async () => {
    await story.rules((set) => ({ ...set, caps: { 'person/day': parseDollars('2') } }));
    const lees = await story.stage.mention({ text: 'make it rain', files: [promo], by: 'Lee' });
    await story.take(lees, 1);
    const more = await story.stage.mention({ text: 'make it snow', files: [promo], by: 'Lee' });
    await until('the card shows whose cap it is', () =>
      /Requester, \d+ \w+.{1,3}\$1\.08 of \$2\.00 → over by \$0\.16/.test(story.said(more)),
    );
    const again = await story.stage.mention({ text: 'make it hail', files: [promo], by: 'Dana' });
    await story.take(again, 1);
  });

  it('loses an approver from their group between the request and the click', async () => {
    const group = story.stage.group(['Mara']);
    await story.rules((set) => ({ ...set, approvers: [group], autoApproveUpTo: parseDollars('1') }));
    const thread = await story.stage.mention({ text: 'make it dawn', files: [promo], by: 'Lee' });
    await until('the card is there', () => story.said(thread).includes('This edit needs an approval'));
    story.stage.group([]);
    await story.stage.press(thread, 'Approve', 'Mara');
    await until('Mara is told', () => story.stage.whispers('Mara').join().includes('Only approvers decide'));
    await story.rules((set) => ({ ...set, approvers: [story.stage.idOf('Mara')] }));
    await story.stage.press(thread, 'Approve', 'Mara');
    await story.take(thread, 1);
  });

  it('fills a cap between the request and the click, which is then refused', async () => {
    await story.rules((set) => ({ ...set, autoApproveUpTo: parseDollars('1') }));
    const thread = await story.stage.mention({ text: 'make it gold', files: [promo] });
    await until('the card is there', () => story.said(thread).includes('This edit needs an approval'));
    await story.rules((set) => ({ ...set, caps: { 'team/month': parseDollars('1') } }));
    await story.stage.press(thread, 'Approve', 'Dana');
    await until('Dana is told', () =>
      story.stage.whispers('Dana').join().includes('There is no room for it in'),
    );
    expect((await story.edit(thread)).state).toBe('awaiting_approval');
    await story.stage.press(thread, 'Cancel');
  });
});

describe.each(STAGES)('one who has as many edits running as are allowed, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { RUNNING_PER_PERSON: '1' }, { editMs: 4_000 });
  });
  afterAll(() => story?.close());

  it('waits in line with the next, and gets it', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const first = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('it runs', async () => (await story.edit(first)).state === 'running');
    const second = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('it says what it waits for', () =>
      story.said(second).includes('Waiting until fewer of your edits run · next in line'),
    );
    await story.take(first, 1);
    await story.take(second, 1);
  });
});

describe.each(STAGES)('a cap that fills up, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '2.16' });
  });
  afterAll(() => story?.close());

  it('is told of once per threshold, and calls the owners when it is used up', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const first = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('half is used', () => story.said(first).includes('50 % of the cap is used, $1.08 of $2.16'));
    await story.take(first, 1);
    const second = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('all is used', () =>
      /the cap is used up, \$2\.16 of \$2\.16 are spent or set aside · @Dana/.test(story.said(second)),
    );
    await story.take(second, 1);
    expect(story.said(first).match(/of the cap is used/g)).toHaveLength(1);
    expect(story.said(second)).not.toContain('80 %');
  });
});

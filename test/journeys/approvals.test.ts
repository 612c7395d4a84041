import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDollars } from '../../src/core/money/micros.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { PATIENT, STAGES, Story } from './story.ts';

describe.each(STAGES)('an edit above what runs by itself, in %s', (_name, stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000', APPROVE_ABOVE: '1' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  });
  afterAll(() => story?.close());

  /** Asks for an edit, and waits until its card calls the approvers. */
  async function asked(): Promise<string> {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('the card is there', () => story.said(thread).includes('This edit needs an approval'));
    return thread;
  }

  it('waits for an approver, who sees the price, the cap before and after, and who asks', async () => {
    const { submissions } = story.house.sandbox.wavespeed;
    const thread = await asked();
    const card = story.stage
      .thread(thread)
      .find(({ lines }) => lines[0]?.startsWith('This edit needs an approval'));
    const text = card?.lines.join('\n') ?? '';
    expect(text).toContain('@Dana');
    expect(text).toContain('make it dusk');
    expect(text).toContain('$1.08');
    expect(text).toMatch(/Team, \w+.{1,3}\$[\d.]+ of \$1,000\.00 → \$[\d.]+ left/);
    expect(text).toContain('Asked by @Mara · open until');
    expect(card?.buttons).toEqual(['Approve', 'Decline…']);
    expect(await story.money(thread)).toBe('');
    expect(story.house.sandbox.wavespeed.submissions).toBe(submissions);
  });

  it('is asked about without its picture when that is gone before the card can be posted', async () => {
    for (const requested of ['upload', 'post'] as const)
      story.stage.upset(requested, { kind: 'status', status: 503 }, 1_000);
    const thread = await story.stage.ask({ text: 'make it dawn', files: [promo] });
    const edit = await until('it is to be asked about', async () => {
      const [asked] = await story.edits(thread);
      return asked?.state === 'awaiting_approval' && asked;
    });
    await rm(join(story.house.settings['DATA_DIR'] ?? '', 'clips', edit.id, 'still.jpg'));
    story.calm();
    await story.says(thread, 'This edit needs an approval');
    expect(story.stage.thread(thread).flatMap(({ bot, files }) => (bot ? files : []))).toEqual([]);
    await story.stage.press(thread, 'Approve', 'Dana');
    await until('the card says who', () => /Approved by @Dana at/.test(story.said(thread)));
    await story.deliveredOnce(thread, '$1.08');
  });

  it('runs once it is approved, and the card says by whom', async () => {
    const thread = await asked();
    await story.stage.press(thread, 'Approve', 'Dana');
    await story.take(thread, 1);
    await until('the card says who', () => /Approved by @Dana at/.test(story.said(thread)));
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });

  it('is not decided by who asked, nor by anyone who is no approver: each gets a note of their own', async () => {
    const thread = await asked();
    await story.stage.press(thread, 'Approve', 'Mara');
    await until('Mara is told', () => story.stage.whispers('Mara').join().includes('somebody else decides'));
    await story.stage.press(thread, 'Approve', 'Lee');
    await until('Lee is told', () =>
      story.stage.whispers('Lee').join().includes('Only approvers decide this'),
    );
    expect((await story.edit(thread)).state).toBe('awaiting_approval');
    await story.stage.press(thread, 'Approve', 'Dana');
    await story.take(thread, 1);
  });

  it('is declined with a reason, and costs nothing', async () => {
    const thread = await asked();
    await story.stage.pressForReason(thread, 'Decline…', 'Not before the client has seen it', 'Dana');
    await until('it is declined', () => story.said(thread).includes('Declined by @Dana'));
    expect(story.said(thread)).toContain('Not before the client has seen it');
    expect(story.said(thread)).toContain('Nothing was charged.');
    expect(await story.money(thread)).toBe('');
  });

  it('can be withdrawn by who asked', async () => {
    const thread = await asked();
    await story.stage.press(thread, 'Cancel', 'Mara');
    await until('it is withdrawn', () => story.said(thread).includes('Withdrawn by @Mara.'));
    expect(await story.money(thread)).toBe('');
  });

  it('keeps its card over a restart of the bot, and is decided after it', async () => {
    const thread = await asked();
    await story.house.stopBot();
    await story.house.startBot();
    await story.stage.press(thread, 'Approve', 'Dana');
    await story.take(thread, 1);
    expect(story.said(thread).match(/This edit needed an approval/g)).toHaveLength(1);
  });
});

describe.each(STAGES)('an edit above a cap of a team that refuses those, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '2.00', OVER_CAP: 'refuse', APPROVE_ABOVE: '1' });
  });
  afterAll(() => story?.close());

  it('is asked for because of its price, but nobody can lift the cap for it', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const first = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('it is asked for', () => story.said(first).includes('This edit needs an approval'));
    await story.stage.press(first, 'Approve', 'Dana');
    await story.done(first);
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the card shows what is missing', () => story.said(thread).includes('over by $0.16'));
    const card = story.stage.thread(thread).find(({ buttons }) => buttons.includes('Decline…'));
    expect(card?.buttons).toEqual(['Decline…']);
    expect(await story.money(thread)).toBe('');
  });
});

describe.each(STAGES)('an edit that the cap has no room for, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '2.00' });
  });
  afterAll(() => story?.close());

  it('is asked for, and runs as an exception with a reason', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const first = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(first);
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the card shows what is missing', () =>
      story.said(thread).includes('$1.08 of $2.00 → over by $0.16'),
    );
    await story.stage.pressForReason(thread, 'Approve as exception…', 'The launch is tomorrow', 'Dana');
    await story.take(thread, 1);
    await until('the card says why', () =>
      /Approved by @Dana at .*as an exception.*The launch is tomorrow/.test(story.said(thread)),
    );
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });
});

describe.each(STAGES)('an edit that two must agree to, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { APPROVE_ABOVE: '1', TWO_APPROVALS_FROM: '1' });
  });
  afterAll(() => story?.close());

  it('waits for the second, who must be somebody else', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    story.stage.makeAdmin('Lee');
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('the card is there', () => story.said(thread).includes('Needs 2 different approvers.'));
    await story.stage.press(thread, 'Approve', 'Dana');
    await until('one has agreed', () => story.said(thread).includes('Approved by @Dana; needs 1 more.'));
    await story.stage.press(thread, 'Approve', 'Dana');
    await until('Dana is told', () =>
      story.stage.whispers('Dana').join().includes('it needs somebody else as well'),
    );
    await story.stage.press(thread, 'Approve', 'Lee');
    await story.take(thread, 1);
    await until('the card names both', () => story.said(thread).includes('Approved by @Dana and @Lee at'));
  });
});

describe.each(STAGES)('a question that nobody answers, in %s', (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { APPROVE_ABOVE: '1', APPROVAL_HOURS: '0.001' });
  });
  afterAll(() => story?.close());

  it('expires, says so, and costs nothing', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await until('the approvers are called once more', () =>
      /This still waits for an approval, until .* · @Dana/.test(story.said(thread)),
    );
    await until('it has expired', () =>
      story.said(thread).includes('Nobody decided in time. Nothing was charged.'),
    );
    expect(await story.money(thread)).toBe('');
    expect((await story.edit(thread)).state).toBe('expired');
    await until('Mara is told', () =>
      story.said(thread).includes('@Mara: nobody decided in time, so it does not run.'),
    );
  });
});

describe.each(STAGES)('an edit that changes before the click, in %s', PATIENT, (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '2.00' });
  });
  afterAll(() => story?.close());

  it('runs with as much of its clip as there is room for', async () => {
    const promo = await story.props.clip('long.mp4', { seconds: 8 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const label = 'Approve 5.5 s for $1.98';
    await until('the card offers a shorter clip', () =>
      story.stage.thread(thread).some(({ buttons }) => buttons.includes(label)),
    );
    await story.stage.press(thread, label, 'Dana');
    const take = await story.take(thread, 1);
    expect(take.lines.join()).toMatch(/Take 1 · 5\.[45] s/);
    await until('the card says so', () => /Approved by @Dana at .*, cut to 5\.5 s/.test(story.said(thread)));
    expect(await story.money(thread)).toMatch(/^hold \$1\.98, post \$1\.9[5-8]$/);
  });

  it('is asked for anew when its price has changed, and the click approves nothing', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const caps = { 'team/month': parseDollars('100') };
    await story.rules((set) => ({ ...set, caps, autoApproveUpTo: parseDollars('1') }));
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the card is there', () => story.said(thread).includes('This edit needs an approval'));
    await story.house.stopBot();
    await story.house.setPrice('wavespeed/kling-o3-pro', '0.40');
    await story.house.startBot();
    await story.stage.press(thread, 'Approve', 'Dana');
    await until('Dana is told', () =>
      story.stage.whispers('Dana').join().includes('The price has changed from $1.08 to $1.20'),
    );
    await until('it is asked anew', () =>
      /It costs \$1\.20 now, so it is asked anew whether it may run · @Dana/.test(story.said(thread)),
    );
    expect(await story.money(thread)).toBe('');
    await story.stage.press(thread, 'Approve', 'Dana');
    await story.take(thread, 1);
  });
});

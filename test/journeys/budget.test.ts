import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../core/report/parse-csv.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { PATIENT, STAGES, Story } from './story.ts';

describe.each(STAGES)('a budget, in %s', PATIENT, (_name, stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '100' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  });
  afterAll(() => story?.close());

  const panel = (by = 'Dana') => story.stage.panel(by).lines.join('\n');
  const noticed = (text: string) =>
    until(`the channel is told: ${text}`, () =>
      story.stage.notices().some(({ lines }) => lines.join('\n').includes(text)),
    );

  it('leads an admin of a new team through cap, policy and approvers', async () => {
    const first = await story.stage.command('edit-budget', 'Dana');
    expect(first.lines.join('\n')).toMatch(/Until somebody changes it with \/edit-budget: edits up to \$/);
    await story.stage.fill('Set it up…', { amount: '50' }, 'Dana');
    await until('the next step is offered', () => panel().includes('2 of 3'));
    await noticed('@Dana set the cap for the team, a month to $50.00 ($100.00 before).');
    await story.stage.fill('Next: what runs by itself…', { auto: '2', hours: '12' }, 'Dana');
    await until('the last step is offered', () => panel().includes('3 of 3'));
    await noticed('edits up to $2.00 run without approval');
    await story.stage.fill('Next: who approves…', { approvers: ['Dana'] }, 'Dana');
    await until('it is set up', () => panel().includes('$50.00 left of $50.00'));
    await noticed('@Dana changed who approves edits: @Dana.');
    expect(story.stage.panel('Dana').buttons).not.toContain('Set it up…');
  });

  it('shows a person what is spent and left, without the buttons of a budget owner', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.done(thread);
    const shown = await story.stage.command('edit-budget', 'Mara');
    const text = shown.lines.join('\n');
    expect(text).toMatch(/Team, \w+\n`?█░{19}`?\n\$1\.08 spent · \$48\.92 left of \$50\.00/);
    expect(text).toMatch(/You, \w+: \$1\.08 spent; no cap\./);
    expect(text).toMatch(/This channel, \w+: \$1\.08 spent; no cap\./);
    expect(shown.buttons).toEqual([]);
  });

  it('says what is wrong with a cap, and takes the next try', async () => {
    await story.stage.command('edit-budget', 'Dana');
    const wrong = { target: 'person', period: 'day', amount: 'a lot' };
    expect(await story.stage.fill('Set a cap…', wrong, 'Dana')).toContain('This is no amount in dollars');
    await story.stage.command('edit-budget', 'Dana');
    expect(await story.stage.fill('Set a cap…', { ...wrong, amount: '1.50' }, 'Dana')).toBe('');
    await noticed('@Dana set the cap for each person, a day to $1.50 (there was none before).');
  });

  it('asks the approvers, since the cap that was set has no room left', async () => {
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the card shows the cap', () =>
      /Requester, .*\$1\.08 of \$1\.50 → over by \$0\.66/.test(story.said(thread)),
    );
    await story.stage.press(thread, 'Cancel', 'Mara');
  });

  it('sets limits, times and what edits are made with, each with a notice that comes in the end', async () => {
    story.stage.upset('post', { kind: 'status', status: 503 }, 3);
    await story.stage.command('edit-budget', 'Dana');
    const limits = { price: '9', seconds: '12', person: '3', team: '5', alerts: '60, 100' };
    expect(await story.stage.fill('Limits…', { ...limits, team: 'all' }, 'Dana')).toContain('a whole number');
    await story.stage.command('edit-budget', 'Dana');
    expect(await story.stage.fill('Limits…', limits, 'Dana')).toBe('');
    await noticed(
      '@Dana changed the limits here: a single edit costs $9.00 at most and lasts 12 s at most; 3 at a time for each person, 5 for the team; the team is told at 60, 100 % of a cap.',
    );
    await story.stage.command('edit-budget', 'Dana');
    expect(await story.stage.fill('Times…', { zone: 'Asia/Kolkata', week: '7', remind: '1' }, 'Dana')).toBe(
      '',
    );
    await noticed(
      '@Dana changed the times here: Asia/Kolkata, weeks begin on Sunday; approvers are reminded 1 hour before a request ends.',
    );
    await story.stage.command('edit-budget', 'Dana');
    const model = { quality: 'draft', next: 'automatic' };
    expect(await story.stage.fill('Models…', model, 'Dana')).toBe('');
    await noticed(
      '@Dana changed what edits are made with here: draft quality. When a provider is down, edits go',
    );
    const store = await story.house.store();
    expect((await store.settingsChanges(story.stage.home, 3)).map(({ what }) => what)).toEqual([
      'model',
      'calendar',
      'limits',
    ]);
    expect((await store.settings(story.stage.home)).settings).toMatchObject({
      maxPrice: 9_000_000,
      maxClipMs: 12_000,
      maxRunning: { person: 3, team: 5 },
      alertsAt: [60, 100],
      timeZone: 'Asia/Kolkata',
      weekStartsOn: 7,
      nextProvider: 'automatic',
    });
    await story.rules((set) => ({ ...set, quality: 'final' }));
  });

  it('says each change once, also when the platform took it and nobody heard that it did', async () => {
    story.stage.upset('post', { kind: 'reset_after_accept' });
    await story.stage.command('edit-budget', 'Dana');
    expect(await story.stage.fill('Times…', { week: '1' }, 'Dana')).toBe('');
    const store = await story.house.store();
    const { platform } = story.stage.home;
    await until('nothing is left to say', async () => (await store.waitingNotices(platform, 1)).length === 0);
    expect(story.stage.upsetsLeft()).toBe(0);
    const said = story.stage.notices().filter(({ lines }) => lines.join().includes('weeks begin on Monday'));
    expect(said).toHaveLength(1);
  });

  it('pauses new edits until somebody resumes them, also over a restart', async () => {
    await story.stage.command('edit-budget', 'Dana');
    await story.stage.choose('Pause edits', 'Dana');
    await noticed('@Dana paused new edits.');
    await story.house.stopBot();
    await story.house.startBot();
    const shown = await story.stage.command('edit-budget', 'Dana');
    expect(shown.lines.join('\n')).toContain('New edits are paused by @Dana.');
    await story.stage.choose('Resume edits', 'Dana');
    await noticed('@Dana resumed edits.');
  });

  it('posts a report as a picture and a table that hold what was booked', async () => {
    const before = story.stage.notices().length;
    await story.stage.command('edit-budget report month', 'Dana');
    const notices = await until('the report is there', () => {
      const told = story.stage.notices().slice(before);
      return told.some(({ files }) => files.length === 2) && told;
    });
    const text = notices.flatMap(({ lines }) => lines).join('\n');
    expect(text).toMatch(/The team spent \$1\.08 in \w+; \$48\.92 left of \$50\.00\. Mara \$1\.08/);
    const files = notices.flatMap((notice) => notice.files);
    const picture = files.find(({ name }) => name.endsWith('.png'));
    expect(picture?.altText).toContain('A bar chart by person and day. The team spent $1.08');
    expect(await sharp(picture?.path).metadata()).toMatchObject({ format: 'png', width: 1200, height: 675 });
    const table = files.find(({ name }) => name.endsWith('.csv'));
    const [header, ...rows] = parseCsv(await readFile(table?.path ?? '', 'utf8'));
    const row = Object.fromEntries((header ?? []).map((name, index) => [name, rows[0]?.[index]]));
    expect(rows).toHaveLength(1);
    expect(row).toMatchObject({ kind: 'post', dollars: '1.08', person: 'Mara', prompt: 'make it dusk' });
  });

  it('posts no report for somebody who may not', async () => {
    const told = await story.stage.command('edit-budget report week', 'Mara');
    expect(told.lines.join('')).toContain('Only admins and named budget owners may post a report.');
  });

  it('lets nobody else change anything, not even by a form that was opened while they still could', async () => {
    story.stage.makeAdmin('Lee');
    await story.stage.command('edit-budget', 'Lee');
    const before = story.stage.notices().length;
    story.stage.makeMember('Lee');
    await story.stage.choose('Pause edits', 'Lee');
    await until('Lee is told', () => panel('Lee').includes('Only admins and named budget owners'));
    expect(story.stage.notices()).toHaveLength(before);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, formatDollars, parseDollars } from '../../src/core/money/micros.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { until } from './house.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const NOTHING_LISTED: Fault = {
  kind: 'status',
  status: 200,
  body: '{"code":200,"message":"success","data":{"page":1,"page_size":100,"total":0,"items":[]}}',
};

onEachStage('a part of a clip that nobody can find at the provider', (stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000', APPROVE_ABOVE: '100', BEFORE_AFTER: 'no' });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('is settled by an approver as charged: the rest is taken without it, and the sum has its charge', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('list', NOTHING_LISTED, 10_000);
    faults.add('submit', { kind: 'reset_after_accept' });
    const film = await story.props.clip('film.mp4', { seconds: 11, width: 720, height: 720 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [film] });
    const whole = await until('it can be made in parts', () =>
      story.stage
        .thread(thread)
        .flatMap(({ buttons }) => buttons)
        .find((label) => label.startsWith('Whole clip in 2 parts')),
    );
    await story.stage.press(thread, whole);
    await until('the approvers are asked', () => story.said(thread).includes('Nobody knows whether'));
    await story.stage.pressForReason(thread, 'It ran…', '$1.00', 'Dana');
    const without = await until('it can be taken without', () =>
      story.status(thread)?.buttons.find((label) => label.startsWith('Take it without part ')),
    );
    await story.stage.press(thread, without);
    const { lines } = await story.done(thread);
    const parts = (await story.edits(thread)).filter(({ partOf }) => partOf);
    const books = await Promise.all(parts.map(({ id }) => story.house.money(id)));
    const lost = books.filter((book) => /^hold \$[\d.]+, post \$1\.00$/.test(book));
    const [made = ''] = books.flatMap((book) => /^hold (\$[\d.]+), post \1$/.exec(book)?.[1] ?? []);
    expect(lost).toHaveLength(1);
    const sum = formatDollars(add(parseDollars(made), parseDollars('1')));
    expect(lines.at(-1)).toMatch(
      / · without 0:\d\d–0:\d\d, for which \$1\.00 of that were charged all the same$/,
    );
    expect(lines.at(-1)).toContain(`Done · ${sum} charged`);
    expect(story.submissions('make it dusk')).toBe(2);
  });
});

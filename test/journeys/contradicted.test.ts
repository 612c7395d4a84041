import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../free-port.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

/** Longer than anybody may first be asked what became of a submission. */
const EDIT_MS = 40_000;

onEachStage('an edit that an approver found not to have run, and that ran', (stageOf) => {
  let story: Story;
  let promo: Prop;
  let [taken, charged] = ['', ''];

  /** Two whose answers are lost, at a provider that lists none: each is settled wrongly, and then told of. */
  beforeAll(async () => {
    story = await Story.open(
      stageOf,
      async () => {
        const port = String(await freePort());
        const HTTP = { HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` };
        return { ...HTTP, TEAM_MONTHLY_CAP: '1000', FAL_PLACES: '9' };
      },
      { editMs: EDIT_MS, providers: ['fal'] },
    );
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    story.house.sandbox.fal.faults.add('submit', { kind: 'reset_after_accept' }, 2);
    taken = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    charged = await story.stage.mention({ text: 'make it night', files: [promo] });
    for (const thread of [taken, charged]) {
      await story.says(thread, 'It did not…');
      await story.stage.pressForReason(thread, 'It did not…', 'not in the list', 'Dana');
      await until('it has ended', async () => (await story.edit(thread)).state === 'failed');
    }
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  const predictionOf = (prompt: string) =>
    story.house.sandbox.fal.predictions().find(({ input }) => 'prompt' in input && input.prompt === prompt)
      ?.id ?? '';
  const settle = (thread: string, typed: string) =>
    story.stage.pressForReason(thread, 'It ran…', typed, 'Dana');

  it('calls the approvers, sets the money aside again, and is listed as unresolved', async () => {
    for (const thread of [taken, charged]) {
      await story.says(
        thread,
        '@Dana settled that this edit did not run, but fal says that it did. It may be charged',
      );
      await story.says(thread, 'It ran…');
      expect(await story.money(thread)).toBe('hold $1.01, void $1.01, hold $1.01');
    }
    expect(story.said(taken)).toContain('$1.01 are set aside for it again');
    const { lines } = await story.stage.command('edit-history unresolved');
    expect(lines.join('\n')).toMatch(/make it night[\s\S]*make it dusk/);
  });

  it('is settled with its take, charged once', async () => {
    await settle(taken, predictionOf('make it dusk'));
    await story.take(taken, 1);
    await story.done(taken);
    expect(await story.money(taken)).toBe('hold $1.01, void $1.01, hold $1.01, post $1.01');
    expect(story.submissions('make it dusk')).toBe(1);
  });

  it('is settled with what was charged, when no take will come of it', async () => {
    await settle(charged, '$1.00');
    await story.says(charged, 'it was charged $1.00, and that no take will come');
    expect(await story.money(charged)).toBe('hold $1.01, void $1.01, hold $1.01, post $1.00');
    const { lines } = await story.stage.command('edit-history unresolved');
    expect(lines.join('\n')).toContain('Nothing has to be settled');
  });
});

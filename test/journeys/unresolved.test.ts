import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const NOTHING_LISTED: Fault = {
  kind: 'status',
  status: 200,
  body: '{"code":200,"message":"success","data":{"page":1,"page_size":100,"total":0,"items":[]}}',
};

onEachStage('submissions that nobody can find', (stageOf) => {
  let story: Story;
  let promo: Prop;
  const threads: Record<string, string> = {};

  /** Six edits whose answers are lost, and a provider that lists none of them: together, so that all wait at once. */
  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000', WAVESPEED_PLACES: '9' });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('list', NOTHING_LISTED, 10_000);
    for (const name of ['found', 'charged', 'dearer', 'void', 'raced', 'mistaken']) {
      faults.add('submit', { kind: 'reset_after_accept' });
      threads[name] = await story.stage.mention({ text: `make it ${name}`, files: [promo] });
    }
    for (const name of Object.keys(threads)) {
      await until(`the card of ${name} is there`, () => cardOf(name)?.buttons.includes('It ran…'));
    }
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  const threadOf = (name: string) => threads[name] ?? '';
  const said = (name: string) => story.said(threadOf(name));
  const cardOf = (name: string) =>
    story.stage
      .thread(threadOf(name))
      .find(
        ({ lines }) =>
          /ran|know/.test(lines[0] ?? '') && lines.join().includes('knows whether this edit ran'),
      );
  const predictionOf = (name: string) => {
    const predictions = story.house.sandbox.wavespeed.predictions();
    return predictions.find(({ input }) => input.prompt === `make it ${name}`)?.id ?? '';
  };
  const answer = (name: string, button: string, typed: string) =>
    story.stage.pressForReason(threadOf(name), button, typed, 'Dana');

  it('call the approvers, and only those may settle them', async () => {
    expect(cardOf('found')?.lines.join('\n')).toContain('Nobody knows whether this edit ran · @Dana');
    await story.stage.press(threadOf('found'), 'It ran…', 'Lee');
    await until('Lee is told', () =>
      story.stage.whispers('Lee').join().includes('Only approvers settle this'),
    );
    expect((await story.edit(threadOf('found'))).state).toBe('unresolved');
  });

  it('go on when an approver names the prediction: the take comes, charged once', async () => {
    await answer('found', 'It ran…', predictionOf('found'));
    await until('the card says so', () => /It ran, says @Dana at .+, and goes on\./.test(said('found')));
    await story.deliveredOnce(threadOf('found'), '$1.08');
  });

  it('end with what the provider charged when no take will come of it', async () => {
    await answer('charged', 'It ran…', '$1.00');
    await until('it has ended', () =>
      said('charged').includes('it was charged $1.00, and that no take will come'),
    );
    expect(await story.money(threadOf('charged'))).toBe('hold $1.08, post $1.00');
  });

  it('end with what the provider charged above what was set aside, which the owners are told', async () => {
    await answer('dearer', 'It ran…', '$1.50');
    await until('the owners are told', () =>
      /provider charged \$1\.50, \$0\.42 more than was set aside\..* · @Dana/.test(said('dearer')),
    );
    expect(await story.money(threadOf('dearer'))).toBe('hold $1.08, post $1.08, overrun $0.42');
    const { text } = await story.stage.command('edit-history').then(({ lines }) => ({ text: lines.join() }));
    expect(text).toContain('$1.50 charged');
  });

  it('give their money back when they never ran, with a row in the audit', async () => {
    await answer('void', 'It did not…', 'It is not in the bill');
    await until('it has ended', () => said('void').includes('It did not run, says @Dana'));
    expect(await story.money(threadOf('void'))).toBe('hold $1.08, void $1.08');
    const [settled] = await story.edits(threadOf('void'));
    const store = await story.house.store();
    const audit = settled ? await store.audit(settled.id) : [];
    expect(audit.at(-1)).toMatchObject({ event: 'settled_as_not_run', from: 'unresolved', to: 'failed' });
    expect(audit.at(-1)?.actor).not.toBe('recut');
  });

  it("are not settled with a prediction that is another edit's, one that does not exist, or a slip of the hand", async () => {
    // Slack answers in the form itself, Discord beside it.
    const answers: string[] = [];
    for (const typed of [predictionOf('found'), 'no-such-prediction', '$90', 'I think it did']) {
      await answer('mistaken', 'It ran…', typed).catch((error: Error) => answers.push(error.message));
    }
    const told = () => [...answers, ...story.stage.whispers('Dana')].join('\n');
    for (const sentence of [
      'belongs to another edit',
      'knows no prediction no-such-prediction',
      'That is more than ten times the $1.08 that were set aside.',
      'neither the id of a prediction nor an amount',
    ]) {
      await until(`Dana is told: ${sentence}`, () => told().includes(sentence));
    }
    expect((await story.edit(threadOf('mistaken'))).state).toBe('unresolved');
  });

  it('are settled by the first who decides', async () => {
    const decisions = await Promise.allSettled([
      answer('raced', 'It did not…', 'not in the bill'),
      answer('raced', 'It did not…', 'not in the list'),
    ]);
    expect(decisions.some(({ status }) => status === 'fulfilled')).toBe(true);
    await until('it has ended', async () => (await story.edit(threadOf('raced'))).state === 'failed');
    expect(await story.money(threadOf('raced'))).toBe('hold $1.08, void $1.08');
  });

  it('can be asked for again once they are settled, as edits of their own', async () => {
    story.house.sandbox.wavespeed.faults.clear();
    await story.stage.press(threadOf('void'), 'Try again');
    await story.take(threadOf('void'), 1);
    expect(await story.edits(threadOf('void'))).toHaveLength(2);
    expect(story.submissions('make it void')).toBe(2);
  });
});

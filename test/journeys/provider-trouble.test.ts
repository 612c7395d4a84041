import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { Gate } from './gate.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const NOTHING_LISTED: Fault = {
  kind: 'status',
  status: 200,
  body: '{"code":200,"message":"success","data":{"page":1,"page_size":100,"total":0,"items":[]}}',
};

onEachStage('a provider that has its troubles', (stageOf) => {
  let story: Story;
  let gate: Gate;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, async ({ wavespeed }) => {
      gate = await Gate.before(wavespeed.url);
      return { WAVESPEED_API_URL: gate.url, TEAM_MONTHLY_CAP: '1000' };
    });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(async () => {
    await story?.close();
    await gate?.[Symbol.asyncDispose]();
  });
  afterEach(() => story.calm());

  it('takes no more submissions for a second: it is asked again after that', async () => {
    story.house.sandbox.wavespeed.faults.add('submit', { kind: 'rate_limited', retryAfterSeconds: 1 }, 2);
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.deliveredOnce(thread, '$1.08');
  });

  it('cannot be reached when the submission is to leave: it leaves later', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('price', { kind: 'slow', delayMs: 60_000 }, 2);
    const thread = await story.stage.mention({ text: 'make it night', files: [promo] });
    await until('the price is asked', () => faults.left === 0);
    await gate.close();
    await until('the submission did not leave', async () => {
      const edit = await story.edit(thread);
      return edit.state === 'submitting' && edit.tries > 0;
    });
    expect(story.submissions('make it night')).toBe(0);
    await gate.open();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('cannot be reached from the beginning: the thread says that Recut keeps trying', async () => {
    await gate.close();
    const thread = await story.stage.mention({ text: 'make it warmer', files: [promo] });
    await until('the thread says so', () =>
      story.said(thread).includes('WaveSpeedAI did not take it 2 times. Recut keeps trying.'),
    );
    await gate.open();
    await story.deliveredOnce(thread, '$1.08');
  });

  it('does not tell how the edit is going: it is asked again', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('result', { kind: 'status', status: 500 }, 2);
    faults.add('result', { kind: 'malformed' });
    faults.add('result', { kind: 'reset' });
    faults.add('result', { kind: 'status', status: 503, body: '<html>Bad gateway</html>' });
    faults.add('result', { kind: 'hang' });
    const thread = await story.stage.mention({ text: 'make it colder', files: [promo] });
    await story.deliveredOnce(thread, '$1.08');
    expect(faults.left).toBe(0);
  });

  it('breaks off while it hands out the take: it is fetched again', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('output', { kind: 'reset_after_accept' });
    faults.add('output', { kind: 'status', status: 502 });
    const thread = await story.stage.mention({ text: 'make it brighter', files: [promo] });
    await story.deliveredOnce(thread, '$1.08');
  });

  it('loses its answer to the submission: it is found, and never sent again', async () => {
    story.house.sandbox.wavespeed.faults.add('submit', { kind: 'reset_after_accept' });
    const thread = await story.stage.mention({ text: 'make it greener', files: [promo] });
    await story.deliveredOnce(thread, '$1.08');
  });

  it('lost its answer and lists nothing: the thread says so, the money stays set aside, nothing is sent again', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    faults.add('submit', { kind: 'reset_after_accept' });
    faults.add('list', NOTHING_LISTED, 1_000);
    const thread = await story.stage.mention({ text: 'make it bluer', files: [promo] });
    await until('the thread says so', () =>
      story
        .said(thread)
        .includes('nobody knows yet whether the edit runs. It will not be sent again by itself'),
    );
    expect(story.said(thread)).toContain('$1.08 stay set aside until it is found or settled.');
    await until('it was looked for several times', () => faults.left <= 1_000 - 3);
    expect(await story.money(thread)).toBe('hold $1.08');
    expect((await story.edit(thread)).state).toBe('unresolved');
    expect(story.submissions('make it bluer')).toBe(1);
    faults.clear();
    await story.deliveredOnce(thread, '$1.08');
  });
});

onEachStage('a provider whose price is not the listed one', (stageOf) => {
  let story: Story;
  afterAll(() => story?.close());

  it.each([
    ['dearer: a new quote is made and held', '0.30', 'hold $0.90, void $0.90, hold $1.08, post $1.08'],
    ['cheaper: less is charged than was held', '0.40', 'hold $1.20, post $1.08'],
  ])('%s', async (_what, listed, money) => {
    await story?.close();
    story = await Story.open(stageOf, (sandbox) => listedAt(listed, sandbox));
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const { lines } = await story.done(thread);
    expect(lines).toContain('Done · $1.08 charged');
    expect(await story.money(thread)).toBe(money);
    expect(story.house.billed).toBe(1_080_000);
    expect(story.submissions('make it dusk')).toBe(1);
  });
});

/** The bot's own price list says that a second costs this much, in dollars. */
async function listedAt(perSecond: string, { env }: Sandbox): Promise<{ MODELS_FILE: string }> {
  const price = {
    perSecond,
    billedMs: { min: 3_000, max: 10_000 },
    readOn: '2026-01-01',
    source: 'an old price list',
  };
  const models: object[] = JSON.parse(await readFile(env['MODELS_FILE'] ?? '', 'utf8'));
  const MODELS_FILE = `${env['MODELS_FILE']}.listed.json`;
  await writeFile(MODELS_FILE, JSON.stringify(models.map((model) => ({ ...model, price }))));
  return { MODELS_FILE };
}

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Gate } from './gate.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a clip in parts whose provider has its troubles', (stageOf) => {
  let story: Story;
  let gate: Gate;
  let film: Prop;

  beforeAll(async () => {
    story = await Story.open(
      stageOf,
      async ({ wavespeed }) => {
        gate = await Gate.before(wavespeed.url);
        return { WAVESPEED_API_URL: gate.url, TEAM_MONTHLY_CAP: '1000', APPROVE_ABOVE: '100' };
      },
      { providers: ['wavespeed', 'fal'] },
    );
    film = await story.props.clip('film.mp4', { seconds: 11, width: 720, height: 720 });
  }, PATIENT.timeout);
  afterAll(async () => {
    await story?.close();
    await gate?.[Symbol.asyncDispose]();
  });
  afterEach(() => story.calm());

  const button = (thread: string, start: string) =>
    until(`a button says: ${start}`, () =>
      story.stage
        .thread(thread)
        .flatMap(({ buttons }) => buttons)
        .find((label) => label.startsWith(start)),
    );

  async function inParts(text: string, before: () => unknown = () => undefined): Promise<string> {
    const thread = await story.stage.mention({ text, files: [film] });
    const label = await button(thread, 'Whole clip in 2 parts');
    await before();
    await story.stage.press(thread, label);
    return thread;
  }

  async function parts(thread: string) {
    const edits = (await story.edits(thread)).filter(({ partOf }) => partOf);
    return edits.map(({ state, wish }) => `${wish.model.split('/')[0]} ${state}`).sort();
  }

  it('refuses one of them: that one is offered at the other with its price, and the one it has stays', async () => {
    const thread = await inParts('make it dusk', () => {
      story.house.sandbox.wavespeed.faults.add('submit', { kind: 'status', status: 402 });
    });
    const label = await button(thread, 'Run 1 part at fal for $');
    expect(story.said(thread)).toMatch(
      /Nothing was submitted of part \d: fal makes it for \$\d\.\d\d\. What was made of part \d, or is being made, stays as it is\./,
    );
    await story.stage.press(thread, label);
    await story.take(thread, 1);
    await story.done(thread);
    expect(await parts(thread)).toEqual(['fal delivered', 'wavespeed delivered', 'wavespeed failed']);
    expect(story.submissions('make it dusk')).toBe(2);
  });

  it('is down: all of them are offered at the other, and a press runs them there, and there alone', async () => {
    const { wavespeed } = story.house.sandbox;
    const before = wavespeed.predictions().length;
    const thread = await inParts('make it night', () => gate.close());
    const label = await button(thread, 'Run 2 parts at fal for $');
    await until('it says that neither is taken', () =>
      /WaveSpeedAI does not take parts 1 and 2 at the moment\. Recut keeps trying until .* at the latest; then they end, and nothing is charged for that\./.test(
        story.said(thread),
      ),
    );
    await story.stage.press(thread, label);
    await story.take(thread, 1);
    await story.done(thread);
    await gate.open();
    expect(await parts(thread)).toEqual(['fal delivered', 'fal delivered']);
    expect(story.submissions('make it night')).toBe(2);
    expect(wavespeed.predictions()).toHaveLength(before);
    const made = (await story.edits(thread)).filter(({ partOf }) => partOf);
    const books = await Promise.all(made.map(({ id }) => story.house.money(id)));
    for (const each of books) expect(each).toMatch(/^hold (\$[\d.]+), void \1, hold (\$[\d.]+), post \2$/);
  });

  it('lost its answer about one of them: nothing is offered until that one is found', async () => {
    const { faults } = story.house.sandbox.wavespeed;
    const thread = await inParts('make it colder', () => {
      faults.add('submit', { kind: 'reset_after_accept' });
      faults.add('submit', { kind: 'status', status: 402 });
      faults.add('list', { kind: 'status', status: 500 }, 1_000);
    });
    await until('it was looked for twice', () => faults.left <= 998);
    await until('the other one was refused', async () => (await parts(thread)).includes('wavespeed failed'));
    const offers = () =>
      story.stage
        .thread(thread)
        .flatMap(({ buttons }) => buttons)
        .filter((label) => label.startsWith('Run '));
    expect(offers()).toEqual([]);
    faults.clear();
    await story.stage.press(thread, await button(thread, 'Run 1 part at fal for $'));
    await story.take(thread, 1);
    await story.done(thread);
    expect(story.submissions('make it colder')).toBe(2);
  });

  it('is down, and the team wants it so: they go on at the other by themselves', async () => {
    await story.rules((set) => ({ ...set, nextProvider: 'automatic' }));
    const thread = await inParts('make it golden', () => gate.close());
    await story.take(thread, 1);
    await story.done(thread);
    await gate.open();
    expect(await parts(thread)).toEqual(['fal delivered', 'fal delivered']);
    expect(story.submissions('make it golden')).toBe(2);
    await story.rules(({ nextProvider: _any, ...set }) => set);
  });
});

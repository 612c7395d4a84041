import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('an edit that is cancelled while the provider has it', (stageOf) => {
  let story: Story;
  let promo: Prop;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' }, { providers: ['wavespeed', 'fal'] });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => {
    const { fal, wavespeed } = story.house.sandbox;
    fal.switches.concurrency = 2;
    fal.switches.editMs = 100;
    wavespeed.switches.editMs = 100;
  });

  async function running(text: string): Promise<string> {
    const thread = await story.stage.mention({ text, files: [promo] });
    await until('the provider has it', () =>
      story.status(thread)?.lines.some((line) => /^◐ Editing/.test(line)),
    );
    return thread;
  }

  it('still waits at the provider, which stops it: nothing is charged', async () => {
    story.house.sandbox.fal.switches.concurrency = 0;
    const { billed } = story.house;
    const thread = await running('make it dusk --model fal/kling-o3-pro');
    await story.stage.press(thread, 'Cancel');
    await story.says(thread, 'Cancelled by @Mara. Nothing was charged.');
    expect((await story.edit(thread)).state).toBe('cancelled');
    expect(await story.money(thread)).toBe('hold $1.01, void $1.01');
    expect(story.house.billed).toBe(billed);
  });

  it('is worked on already: the provider is asked, the thread says that it may be charged, and the take comes', async () => {
    story.house.sandbox.fal.switches.editMs = 6_000;
    const thread = await running('make it night --model fal/kling-o3-pro');
    await until(
      'it is worked on',
      () => story.house.sandbox.fal.predictions().at(-1)?.status === 'IN_PROGRESS',
    );
    await story.stage.press(thread, 'Cancel');
    await story.says(thread, '@Mara wants it stopped. The provider may finish and charge it all the same');
    expect(await story.money(thread)).toBe('hold $1.01');
    expect(story.status(thread)?.buttons).not.toContain('Cancel');
    await story.take(thread, 1);
    const { lines } = await story.done(thread);
    expect(lines.at(-1)).toBe('Done · $1.01 charged · it was done before the provider could stop it');
    expect(await story.money(thread)).toBe('hold $1.01, post $1.01');
  });

  it('is made in parts: the provider is asked to stop each, and what it made all the same is delivered', async () => {
    const { fal } = story.house.sandbox;
    fal.switches.concurrency = 1;
    fal.switches.editMs = 8_000;
    const film = await story.props.clip('film.mp4', { seconds: 11, width: 720, height: 720 });
    const text = 'make it golden --model fal/kling-o3-pro';
    const thread = await story.stage.mention({ text, files: [film] });
    const label = await until('it can be made in parts', () =>
      story.stage
        .thread(thread)
        .flatMap(({ buttons }) => buttons)
        .find((each) => each.startsWith('Whole clip in 2 parts')),
    );
    await story.stage.press(thread, label);
    const parts = async () => (await story.edits(thread)).filter(({ partOf }) => partOf);
    await until('the provider has both', async () =>
      (await parts()).every(({ state }) => state === 'running'),
    );
    await until('one is worked on', () =>
      fal
        .predictions()
        .some(
          ({ status, input }) =>
            status === 'IN_PROGRESS' && 'prompt' in input && input.prompt === 'make it golden',
        ),
    );
    await story.stage.press(thread, 'Cancel');
    await story.says(thread, 'and may finish and charge up to $');
    const { lines } = await story.done(thread);
    expect(lines.at(-1)).toMatch(/^Done · \$\d\.\d\d charged · without .*, for which nothing was charged$/);
    const books = await Promise.all((await parts()).map(({ id }) => story.house.money(id)));
    expect(books.filter((each) => /^hold (\$[\d.]+), void \1$/.test(each))).toHaveLength(1);
    expect(books.filter((each) => /^hold (\$[\d.]+), post \1$/.test(each))).toHaveLength(1);
  });

  it.each([
    ['wavespeed', 'it cannot be asked to stop: the edit is charged, and the take comes here.'],
    ['fal', 'press Cancel again then: the provider is asked to stop.'],
  ] as const)(
    'is on its way to %s at that moment: the person is told what will happen',
    async (name, told) => {
      story.house.sandbox[name].faults.add('submit', { kind: 'slow', delayMs: 3_000 });
      const text = `make it ${name} --model ${name}/kling-o3-pro`;
      const thread = await story.stage.mention({ text, files: [promo] });
      const edit = await until('it is on its way', async () => {
        const now = await story.edit(thread);
        return now.state === 'submitting' && now.attemptAt !== null && now;
      });
      await story.stage.plant(thread, { action: 'cancel', edit: edit.id, label: 'Cancel now' });
      await story.stage.press(thread, 'Cancel now');
      await until('the person is told', () => story.stage.whispers().some((text) => text.includes(told)));
      await story.take(thread, 1);
      await story.done(thread);
      expect(story.submissions(`make it ${name}`)).toBe(1);
    },
  );

  it('is at a provider that stops nothing: there is no button, and it is delivered', async () => {
    story.house.sandbox.wavespeed.switches.editMs = 2_000;
    const thread = await running('make it foggy');
    expect(story.status(thread)?.buttons).toEqual([]);
    await story.deliveredOnce(thread, '$1.08');
  });
});

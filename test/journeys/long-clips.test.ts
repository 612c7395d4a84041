import { copyFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Edit } from '../../src/core/edit/edit.ts';
import { formatDollars } from '../../src/core/money/micros.ts';
import type { EditClip } from '../../src/sandbox/effects/edit-clip.ts';
import { until } from './house.ts';
import { factsOf, offeredInParts, SETTINGS, WHOLE } from './in-parts.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

onEachStage('a clip that is longer or shorter than the model takes', (stageOf) => {
  let story: Story;
  let phone: Prop;
  let film: Prop;
  /** At how many edits the provider fails from now on. */
  let failures = 0;
  const edit: EditClip = async ({ clip, take }) => {
    if (failures > 0) {
      failures -= 1;
      throw new Error('the machine is on fire');
    }
    await copyFile(clip, take);
  };

  beforeAll(async () => {
    story = await Story.open(stageOf, SETTINGS, { edit });
    phone = await story.props.clip('phone.mov', { seconds: 47, width: 360, height: 640, container: 'mov' });
    film = await story.props.clip('film.mp4', { seconds: 11, width: 720, height: 720 });
  }, PATIENT.timeout);
  afterAll(() => story?.close());
  afterEach(() => {
    failures = 0;
  });

  /** Asks, and waits for the buttons. */
  async function asked(text: string, clip: Prop, story_ = story) {
    const thread = await story_.stage.mention({ text, files: [clip] });
    const card = await until('the thread asks which part', () =>
      story_.stage
        .thread(thread)
        .find(({ buttons }) => buttons.some((label) => /^First |^Hold /.test(label))),
    );
    return { thread, card };
  }

  /** The parts of the one clip of a thread, and the whole. */
  async function family(thread: string) {
    const edits = await story.edits(thread);
    return { whole: edits.find(({ partOf }) => !partOf), parts: edits.filter(({ partOf }) => partOf) };
  }

  it('is asked about with a picture of its moments and prices, and only who asked may answer', async () => {
    const { thread, card } = await asked('make it dusk', phone);
    expect(card.lines.join('\n')).toContain(
      'This is 47 s long; the model takes up to 10 s at a time. Which part is to be edited?',
    );
    expect(card.buttons.slice(0, 3)).toEqual(['First 10 s · $3.60', 'Last 10 s · $3.60', 'Choose…']);
    expect(card.buttons[3]).toMatch(/^Whole clip in [56] parts · \$1[67]\.\d\d$/);
    const picture = story.stage.thread(thread).flatMap(({ bot, files }) => (bot ? files : []))[0];
    expect(picture?.altText).toMatch(/^Frames of the clip, in order, each with its time: 0:00, .*, 0:47\.$/);
    expect(await sharp(picture?.path).metadata()).toMatchObject({ format: 'jpeg', width: 1200 });
    await story.stage.press(thread, 'First 10 s · $3.60', 'Dana');
    await until('Dana hears why not', () =>
      story.stage.whispers('Dana').some((note) => note.includes('who asked for the edit')),
    );
    expect((await story.edit(thread)).state).toBe('choosing');
    expect(await story.money(thread)).toBe('');

    await story.stage.pressAndFill(thread, 'Choose…', { from: '0:12', to: '0:30' });
    expect((await story.edit(thread)).state).toBe('choosing');
    await story.stage.pressAndFill(thread, 'Choose…', { from: '0:37', to: '0:47' });
    const take = await story.take(thread, 1);
    const { lines } = await story.done(thread);
    expect(lines).toContain(
      '✓ Clip checked (cut to 0:37–0:47, converted from MOV, scaled 360×640 → 720×1280)',
    );
    expect(story.said(thread)).toContain('Chosen: 0:37–0:47.');
    expect(await factsOf(take.path)).toMatchObject({ width: 720, height: 1280, durationMs: 10_000 });
    expect(await story.money(thread)).toBe('hold $3.60, post $3.60');
  });

  it('is asked about also where the times that were named are too far apart, and only they are edited', async () => {
    const { thread, card } = await asked('make it duller --from 0:20 --to 0:34', phone);
    expect(card.lines.join('\n')).toContain(
      '0:20–0:34 is 14 s long; the model takes up to 10 s at a time. Which part is to be edited?',
    );
    expect(card.buttons.slice(0, 3)).toEqual(['First 10 s · $3.60', 'Last 10 s · $3.60', 'Choose…']);
    const [all = ''] = card.buttons.slice(3);
    expect(all).toMatch(/^All of it in [2-4] parts · \$5\.\d\d$/);
    expect(await story.money(thread)).toBe('');
    await story.stage.press(thread, 'Last 10 s · $3.60');
    const { lines } = await story.done(thread);
    expect(lines.join('\n')).toContain('✓ Clip checked (cut to 0:24–0:34, ');
    expect(await factsOf((await story.take(thread, 1)).path)).toMatchObject({ durationMs: 10_000 });
    expect(await story.money(thread)).toBe('hold $3.60, post $3.60');
  });

  it('can be edited in parts at one price: they are joined into one take, with one status', async () => {
    const before = story.submissions('make it night');
    const { thread, card } = await asked('make it night', film);
    const [label = '', count, price] = WHOLE.exec(card.buttons[3] ?? '') ?? [];
    await story.stage.press(thread, label);
    const take = await story.take(thread, 1);
    const { lines } = await story.done(thread);
    expect(lines).toContain(`Done · ${price} charged`);
    expect(take.lines[0]).toContain('11 s · sound kept');
    const facts = await factsOf(take.path);
    expect(facts).toMatchObject({ width: 720, height: 720, audioTracks: 1 });
    expect(Math.abs(facts.durationMs - 11_000)).toBeLessThanOrEqual(50);
    const { whole, parts } = await family(thread);
    expect(parts).toHaveLength(Number(count));
    expect(whole?.state).toBe('delivered');
    for (const { id } of parts) expect(await story.house.money(id)).toMatch(/^hold (\$[\d.]+), post \1$/);
    expect(story.submissions('make it night') - before).toBe(Number(count));
    const told = story.stage.thread(thread).filter(({ bot }) => bot);
    expect(told.filter(({ lines }) => lines.some((line) => /^[✓◐○✗] /.test(line)))).toHaveLength(1);
    expect(told.filter(({ lines }) => lines.some((line) => line.startsWith('Take ')))).toHaveLength(1);
  });

  it('is made final in the same parts, with the same picture, for the price of all of them', async () => {
    const can = await story.props.image('can.png');
    const text = 'make it the colour of @Image1 --draft';
    const { thread, label: inParts } = await offeredInParts(story, text, film, can);
    await story.stage.press(thread, inParts);
    await story.take(thread, 1);
    const label = await until('the button is there', () =>
      story.stage
        .thread(thread)
        .flatMap(({ buttons }) => buttons)
        .find((each) => each.startsWith('Make it final for ')),
    );
    const draft = await family(thread);
    const [price = ''] = /\$[\d.]+$/.exec(label) ?? [];
    await story.stage.press(thread, label);
    await story.take(thread, 2);
    const final = await until('it has ended', async () => {
      const { whole, parts } = await family(thread);
      return whole?.state === 'delivered' && whole.id !== draft.whole?.id && { whole, parts };
    });
    expect(formatDollars(final.whole.charged)).toBe(price);
    expect(final.whole.wish).toMatchObject({
      model: 'wavespeed/kling-o3-pro',
      prompt: draft.whole?.wish.prompt,
    });
    const windowsOf = (whole: Edit | undefined) =>
      whole && 'parts' in whole && whole.parts?.map(({ window }) => window);
    expect(windowsOf(final.whole)).toEqual(windowsOf(draft.whole));
    const made = final.parts.filter(({ partOf }) => partOf === final.whole.id);
    expect(made).toHaveLength(draft.parts.length);
    for (const { id } of made) expect(await story.house.money(id)).toMatch(/^hold (\$[\d.]+), post \1$/);
    const sent = story.house.sandbox.wavespeed.predictions().slice(-made.length);
    expect(sent.map(({ input }) => 'images' in input && input.images.length)).toEqual(made.map(() => 1));
  });

  it('has a part that fails: it alone is tried again, for its own price, and nothing else is paid twice', async () => {
    failures = 1;
    const { thread, card } = await asked('make it warmer', film);
    const [label = '', count, price] = WHOLE.exec(card.buttons[3] ?? '') ?? [];
    await story.stage.press(thread, label);
    const again = await until('it can be tried again', () =>
      story.status(thread)?.buttons.find((each) => each.startsWith('Try part ')),
    );
    const [, number, part] = /^Try part (\d) again for (\$[\d.]+)$/.exec(again) ?? [];
    expect(story.said(thread)).toContain(
      'The provider tried and failed to make this edit. Nothing was charged.',
    );
    expect(story.status(thread)?.buttons).toContain(`Take it without part ${number}`);
    await story.stage.press(thread, again);
    await story.take(thread, 1);
    expect((await story.done(thread)).lines).toContain(`Done · ${price} charged`);
    const { parts } = await family(thread);
    const books = await Promise.all(parts.map(({ id }) => story.house.money(id)));
    expect(books.filter((each) => each === `hold ${part}, void ${part}`)).toHaveLength(1);
    expect(books.filter((each) => each.includes('post'))).toHaveLength(Number(count));
    expect(story.submissions('make it warmer')).toBe(Number(count) + 1);
  });

  it('is taken without the part that failed when the person says so, and that part is not paid', async () => {
    failures = 1;
    const { thread, card } = await asked('make it colder', film);
    const [label = ''] = WHOLE.exec(card.buttons[3] ?? '') ?? [];
    await story.stage.press(thread, label);
    const without = await until('it can be taken without', () =>
      story.status(thread)?.buttons.find((each) => each.startsWith('Take it without part ')),
    );
    await story.stage.press(thread, 'Show the finished parts');
    await until('the other part is shown', () => story.said(thread).includes('charged'));
    await story.stage.press(thread, without);
    const { lines } = await story.done(thread);
    expect(lines.at(-1) ?? '').toMatch(
      /^Done · \$\d\.\d\d charged · without 0:\d\d.*–0:\d\d.*, for which nothing was charged$/,
    );
  });

  it('cannot be joined: what was made and paid is shown one by one, and it ends with the sum', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.switches.editMs = 3_000;
    const { thread, card } = await asked('make it redder', film);
    const [label = '', count = '', price = ''] = WHOLE.exec(card.buttons[3] ?? '') ?? [];
    await story.stage.press(thread, label);
    await until('the provider has all of it', () => story.submissions('make it redder') === Number(count));
    const { whole } = await family(thread);
    await story.spoilFile(whole as Edit, 'source');
    wavespeed.switches.editMs = 100;
    const sentence = `The ${count} finished parts could not be joined into one clip. Each of them is in this thread as a take of its own. ${price} were charged in all.`;
    await story.says(thread, sentence);
    for (let number = 1; number <= Number(count); number += 1) {
      const take = await until(`part ${number} is shown`, () =>
        story.stage
          .thread(thread)
          .flatMap(({ bot, files }) => (bot ? files : []))
          .find(({ name }) => name.includes(`part-${number}-take-1`)),
      );
      expect((await factsOf(take.path)).audioTracks).toBe(1);
      expect(story.said(thread)).toContain(`Part ${number} of ${count} · `);
    }
    expect(story.said(thread)).not.toContain('Take 1');
    const ended = await family(thread);
    expect(ended.whole).toMatchObject({ state: 'failed', dueAt: null });
    expect(ended.parts.map(({ state }) => state)).toEqual(ended.parts.map(() => 'delivered'));
    for (const { id } of ended.parts)
      expect(await story.house.money(id)).toMatch(/^hold (\$[\d.]+), post \1$/);
    expect(story.status(thread)?.buttons).toEqual([]);
    expect(story.submissions('make it redder')).toBe(Number(count));
  });

  it('is cancelled while parts are made: what the provider has is delivered and said', async () => {
    const { wavespeed } = story.house.sandbox;
    wavespeed.switches.editMs = 6_000;
    const { thread, card } = await asked('make it greener', film);
    const [label = ''] = WHOLE.exec(card.buttons[3] ?? '') ?? [];
    await story.stage.press(thread, label);
    await until('the provider works', () => story.submissions('make it greener') > 0);
    await until('it can be cancelled', () =>
      story.status(thread)?.lines.some((line) => line.includes('editing · ')),
    );
    await story.stage.press(thread, 'Cancel');
    await until('it says what is charged', () =>
      story.said(thread).includes('Cancelled by @Mara. The provider has part'),
    );
    wavespeed.switches.editMs = 100;
    await story.done(thread);
  });

  it('is too short, and its last frame is held once the person agrees', async () => {
    const short = await story.props.clip('short.mp4', { seconds: 1.5, width: 720, height: 720 });
    const { thread, card } = await asked('make it bluer', short);
    expect(card.lines[0]).toBe(
      'This is 1.5 s long; the model needs at least 3 s. Its last frame can be held until then: that is billed as 3 s, $1.08.',
    );
    await story.stage.press(thread, 'Hold the last frame to 3 s · billed as 3 s, $1.08');
    const { lines } = await story.done(thread);
    expect(lines).toContain('✓ Clip checked (last frame held to 3 s)');
    expect(await factsOf((await story.take(thread, 1)).path)).toMatchObject({ durationMs: 3_000 });
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });
});

onEachStage('a clip in parts that costs more than there is', (stageOf) => {
  let story: Story;
  afterAll(() => story?.close());

  it('asks for one approval of the total; then every part is held, or none', async () => {
    story = await Story.open(stageOf, { ...SETTINGS, TEAM_MONTHLY_CAP: '3', OVER_CAP: 'ask' });
    const film = await story.props.clip('film.mp4', { seconds: 11, width: 720, height: 720 });
    const { thread, label } = await offeredInParts(story, 'make it dusk', film);
    const [, , price = ''] = WHOLE.exec(label) ?? [];
    await story.stage.press(thread, label);
    await until('the approvers are asked', () => story.said(thread).includes('This edit needs an approval'));
    expect(story.said(thread)).toContain(price);
    expect(story.said(thread)).toContain('over by $');
    expect((await story.edits(thread)).filter(({ partOf }) => partOf)).toEqual([]);
    await story.stage.pressForReason(thread, 'Approve as exception…', 'The launch is today', 'Dana');
    await story.take(thread, 1);
    expect((await story.done(thread)).lines).toContain(`Done · ${price} charged`);
    const told = story.stage.thread(thread).filter(({ bot }) => bot);
    const cards = told.filter(({ lines }) => lines.some((line) => line.includes('needed an approval')));
    expect(cards).toHaveLength(1);
  });
});

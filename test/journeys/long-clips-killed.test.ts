import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { EditClip } from '../../src/sandbox/effects/edit-clip.ts';
import { makeClip } from '../../src/sandbox/scene/make-clip.ts';
import { until } from './house.ts';
import { factsOf, offeredInParts, SETTINGS, WHOLE } from './in-parts.ts';
import { onEachStage, Story } from './story.ts';

onEachStage('a bot that dies while the parts of a clip are made', (stageOf) => {
  let story: Story;
  afterAll(() => story?.close());

  it('comes back and goes on: every part is submitted once, and there is one take', async () => {
    story = await Story.open(stageOf, SETTINGS, { apart: true });
    const film = await story.props.clip('film.mp4', { seconds: 11, width: 720, height: 720 });
    const { wavespeed } = story.house.sandbox;
    wavespeed.switches.editMs = 3_000;
    const { thread, label } = await offeredInParts(story, 'make it dusk', film);
    const [, count, price] = WHOLE.exec(label) ?? [];
    await story.stage.press(thread, label);
    await until('the clip is being cut', async () => 'parts' in (await story.edit(thread)));
    await story.house.killBot();
    await story.house.startBot();
    await until('the provider works', () => story.submissions('make it dusk') > 0);
    await story.house.killBot();
    await until('the provider is done', () =>
      wavespeed.predictions().every(({ status }) => status === 'completed'),
    );
    await story.house.startBot();
    const take = await story.take(thread, 1);
    expect((await story.done(thread)).lines).toContain(`Done · ${price} charged`);
    expect(Math.abs((await factsOf(take.path)).durationMs - 11_000)).toBeLessThanOrEqual(50);
    const parts = (await story.edits(thread)).filter(({ partOf }) => partOf);
    expect(parts).toHaveLength(Number(count));
    for (const { id } of parts) expect(await story.house.money(id)).toMatch(/^hold (\$[\d.]+), post \1$/);
    expect(story.submissions('make it dusk')).toBe(Number(count));
    const takes = story.stage
      .thread(thread)
      .filter(({ lines }) => lines.some((line) => line.startsWith('Take ')));
    expect(takes).toHaveLength(1);
  });
});

onEachStage('a bot that dies while it joins the parts of a clip', (stageOf) => {
  let story: Story;
  afterAll(() => story?.close());

  it('comes back and joins them again: one take, whole, and nothing is paid twice', async () => {
    // Takes that are not alike are encoded anew: that lasts long enough to die in.
    const made: string[] = [];
    const edit: EditClip = async ({ clip, take }) => {
      const { durationMs } = await factsOf(clip);
      const side = made.length === 0 ? 1440 : 1280;
      made.push(take);
      await makeClip({ path: take, seconds: durationMs / 1000, width: side, height: side, fps: 24 });
    };
    story = await Story.open(stageOf, SETTINGS, { apart: true, edit });
    const film = await story.props.clip('film.mp4', { seconds: 11, width: 720, height: 720 });
    const { thread, label } = await offeredInParts(story, 'make it dusk', film);
    const [, count, price] = WHOLE.exec(label) ?? [];
    await story.stage.press(thread, label);
    const { id } = await until('it is cut', async () =>
      (await story.edits(thread)).find((each) => !each.partOf && each.state === 'assembling'),
    );
    const folder = join(story.house.settings['DATA_DIR'] ?? '', 'clips', id);
    const files = async () => (await readdir(folder)).filter((name) => name.startsWith('take'));
    const [half] = await until('a part of the whole is written', async () => {
      const found = await files();
      return found.length > 0 && found;
    });
    expect(half).toMatch(/^take\.\w+\.part$/);
    await story.house.killBot();
    expect(await files()).toEqual([half]);
    await story.house.startBot();
    const take = await story.take(thread, 1);
    expect((await story.done(thread)).lines).toContain(`Done · ${price} charged`);
    const facts = await factsOf(take.path);
    expect(facts).toMatchObject({ height: facts.width, audioTracks: 1 });
    expect(Math.abs(facts.durationMs - 11_000)).toBeLessThanOrEqual(50);
    // What the dead one left is not taken for anything, and goes by its age.
    expect((await files()).sort()).toEqual(['take', half]);
    const parts = (await story.edits(thread)).filter(({ partOf }) => partOf);
    expect(parts).toHaveLength(Number(count));
    for (const part of parts) expect(await story.house.money(part.id)).toMatch(/^hold (\$[\d.]+), post \1$/);
    expect(story.submissions('make it dusk')).toBe(Number(count));
    const takes = story.stage
      .thread(thread)
      .filter(({ lines }) => lines.some((line) => line.startsWith('Take ')));
    expect(takes).toHaveLength(1);
  });
});

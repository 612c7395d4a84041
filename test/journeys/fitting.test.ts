import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaChildren } from '../../src/core/media/child.ts';
import { probe } from '../../src/core/media/probe.ts';
import { makeStrangeClip, steadyTimes } from '../core/media/strange-clip.ts';
import { until } from './house.ts';
import type { Prop } from './stage.ts';
import { PATIENT, STAGES, Story } from './story.ts';

/** As a phone in portrait films. */
const PHONE = {
  width: 1280,
  height: 720,
  times: steadyTimes(24, 3),
  seconds: 3,
  container: 'mov',
  codec: 'hevc',
  rotation: 90,
} as const;

describe.each(STAGES)('a clip that the model does not take as it is, in %s', PATIENT, (_name, stageOf) => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.open(stageOf, { TEAM_MONTHLY_CAP: '1000' });
  });
  afterAll(() => story?.close());

  /** Asks for an edit; the status says what was done to the clip, and the provider took what came out. */
  async function edited(clip: Prop, text: string, done: string) {
    const thread = await story.stage.mention({ text, files: [clip] });
    const { lines } = await story.done(thread);
    expect(lines).toContain(done);
    const take = await story.take(thread, 1);
    return {
      lines,
      ...(await probe(new MediaChildren({ atOnce: 1 }), take.path, new AbortController().signal)),
    };
  }

  it('because it is too small is scaled up', async () => {
    const small = await story.props.clip('small.mp4', { seconds: 3, width: 854, height: 480 });
    const take = await edited(small, 'make it dusk', '✓ Clip checked (scaled 854×480 → 1282×720)');
    expect(take.lines.join('\n')).toContain('small.mp4 · 3 s · 1282×720 · final, Kling O3 Pro · $1.08');
    expect(take).toMatchObject({ width: 1282, height: 720, durationMs: 3_000, audioTracks: 1 });
  });

  it('because it is 4K is scaled down', async () => {
    const large = await story.props.clip('large.mp4', { seconds: 3, width: 3840, height: 2160 });
    const take = await edited(large, 'make it dusk', '✓ Clip checked (scaled 3840×2160 → 2160×1216)');
    expect(take).toMatchObject({ width: 2160, height: 1216 });
  });

  it('because it is a WebM is converted', async () => {
    const webm = await story.props.clip('clip.webm', { seconds: 3, container: 'webm' });
    const take = await edited(webm, 'make it dusk', '✓ Clip checked (converted from WebM)');
    expect(take).toMatchObject({ container: 'mp4', videoCodec: 'avc', width: 1280, height: 720 });
  });

  it('because it is a WebM without sound is converted, and nothing is missed', async () => {
    const silent = await story.props.clip('silent.webm', { seconds: 3, container: 'webm', sound: false });
    const take = await edited(silent, 'make it dusk', '✓ Clip checked (converted from WebM)');
    expect(take).toMatchObject({ container: 'mp4', audioTracks: 0 });
  });

  it('because it has 300 MB is compressed to what the model takes', async () => {
    const huge = await story.props.clip('huge.mp4', { seconds: 3, bytes: 300_000_000 });
    const take = await edited(huge, 'make it dusk', '✓ Clip checked (compressed from 300 MB)');
    expect(take.bytes).toBeLessThanOrEqual(200_000_000);
  });

  it('because it has too many frames a second is slowed to what there may be', async () => {
    const quick = await story.props.clip('quick.mp4', { seconds: 3, fps: 90, sound: false });
    const take = await edited(quick, 'make it dusk', '✓ Clip checked (90 → 60 frames per second)');
    expect(take).toMatchObject({ fps: 60, durationMs: 3_000, audioTracks: 0 });
  });

  it('is left as it is, to the byte, where it fits already: HEVC in a MOV, as a phone in portrait makes it', async () => {
    const path = join(story.house.dir, 'portrait.mov');
    await makeStrangeClip(new MediaChildren({ atOnce: 1 }), {
      path,
      ...PHONE,
      soundsFrom: [0],
    });
    const thread = await story.stage.mention({
      text: 'make it dusk',
      files: [{ name: 'portrait.mov', path }],
    });
    const { lines } = await story.done(thread);
    expect(lines).toContain('✓ Clip checked');
    expect(lines.join('\n')).toContain('portrait.mov · 3 s · 720×1280 · final, Kling O3 Pro · $1.08');
    const { id } = await story.edit(thread);
    const given = join(story.house.settings['DATA_DIR'] ?? '', 'clips', id, 'source');
    expect((await readFile(given)).equals(await readFile(path))).toBe(true);
    // This provider gives back what it was given.
    const take = await story.take(thread, 1);
    expect((await readFile(take.path)).equals(await readFile(path))).toBe(true);
  });

  it('because it is HDR, as phones make it, comes out in the colours that everyone sees', async () => {
    const path = join(story.house.dir, 'phone.mov');
    await makeStrangeClip(new MediaChildren({ atOnce: 1 }), {
      path,
      ...PHONE,
      grey: { value: 180, transfer: 'hlg' },
    });
    const done = '✓ Clip checked (converted from HEVC, turned upright, HDR made SDR)';
    const take = await edited({ name: 'phone.mov', path }, 'make it dusk', done);
    expect(take).toMatchObject({ width: 720, height: 1280, rotation: 0, hdr: false });
  });

  it('and of which a part is asked for is cut and fitted in one go, and costs what the part costs', async () => {
    const long = await story.props.clip('long.webm', {
      seconds: 12,
      width: 640,
      height: 360,
      container: 'webm',
    });
    const take = await edited(
      long,
      'make it dusk --from 0:02 --to 0:05',
      '✓ Clip checked (cut to 0:02–0:05, converted from WebM, scaled 640×360 → 1280×720)',
    );
    expect(take.lines).toContain('Done · $1.08 charged');
    expect(take).toMatchObject({ width: 1280, height: 720, durationMs: 3_000 });
  });

  it('is being fitted for a while, and the status says so', async () => {
    const heavy = await story.props.clip('heavy.webm', { seconds: 8, fps: 60, container: 'webm' });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [heavy] });
    await until('the status says that the clip is being fitted', () =>
      story.status(thread)?.lines.some((line) => line.startsWith('◐ Fitting the clip')),
    );
    await story.done(thread);
  });

  it('is fitted by the next bot when one is stopped while it does that', async () => {
    const heavy = await story.props.clip('heavy.webm', { seconds: 8, fps: 60, container: 'webm' });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [heavy] });
    await until('it is being fitted', async () => 'fitting' in (await story.edit(thread)));
    await story.house.stopBot();
    await story.house.startBot();
    expect((await story.done(thread)).lines).toContain('✓ Clip checked (converted from WebM)');
    expect(await story.money(thread)).toBe('hold $2.88, post $2.88');
  });

  it('is left alone once its edit is cancelled, and no half of it stays behind', async () => {
    const heavy = await story.props.clip('heavy.webm', { seconds: 10, fps: 60, container: 'webm' });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [heavy] });
    await until('it is being fitted', async () => 'fitting' in (await story.edit(thread)));
    await until('it can be cancelled', () => story.status(thread)?.buttons.includes('Cancel'));
    await story.stage.press(thread, 'Cancel');
    await until('it is cancelled', () => story.said(thread).includes('Cancelled by @Mara.'));
    const { id } = await story.edit(thread);
    const folder = join(story.house.settings['DATA_DIR'] ?? '', 'clips', id);
    await until('only what was sent is there', async () => (await readdir(folder)).join() === 'source');
  });
});

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MediaChildren } from '../../src/core/media/child.ts';
import { probe } from '../../src/core/media/probe.ts';
import { makeClip } from '../../src/sandbox/scene/make-clip.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const MB = 1_000_000;

async function factsOf(path: string) {
  return probe(new MediaChildren({ atOnce: 1 }), path, new AbortController().signal);
}

onEachStage('a take that is too large for the platform', (stageOf) => {
  let story: Story;
  let promo: Prop;
  let take: string;

  beforeAll(async () => {
    const settings = { TEAM_MONTHLY_CAP: '1000', SLACK_UPLOAD_MB: '10' };
    story = await Story.open(stageOf, settings, { edit: (job) => copyFile(take, job.take) });
    promo = await story.props.clip('promo.mp4', { seconds: 3 });
    take = join(story.house.dir, 'made.mp4');
    await makeClip({
      path: take,
      seconds: 3,
      width: 640,
      height: 360,
      fps: 24,
      sound: true,
      bytes: 60 * MB,
    });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('of 60 MB comes as the best copy that 10 MB allow, and says so', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const { path, lines, bytes } = await story.take(thread, 1);
    await story.done(thread);
    expect(bytes).toBeLessThanOrEqual(10 * MB);
    expect(lines.join('\n')).toMatch(
      /This is a copy of [\d.]+ (?:MB|KB); the take itself has 60 MB, more than can be uploaded here\. It is kept; whoever runs Recut can hand it out\./,
    );
    expect(await factsOf(path)).toMatchObject({ width: 640, height: 360, audioTracks: 1, fps: 24 });
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });

  it('can be edited further as a whole: the next edit begins with the take, not with its copy', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.done(thread);
    await story.stage.mention({ text: 'and mirror it', thread });
    await story.take(thread, 2);
    const edit = await story.edit(thread);
    expect('clip' in edit && edit.clip?.facts.bytes).toBe(60 * MB);
  });
});

onEachStage('a platform that takes less than it was known to', (stageOf) => {
  let story: Story;

  beforeAll(async () => {
    const settings = { TEAM_MONTHLY_CAP: '1000', SLACK_UPLOAD_MB: '100', DISCORD_UPLOAD_MB: '100' };
    story = await Story.open(stageOf, settings, {
      edit: ({ take }) =>
        makeClip({ path: take, seconds: 3, width: 640, height: 360, fps: 24, bytes: 60 * MB }),
    });
  }, PATIENT.timeout);
  afterAll(() => story?.close());

  it('gets a smaller copy once it has refused the take', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const { slack, discord } = story.house.sandbox;
    slack.limitUploads(20 * MB);
    discord.settings.uploadLimitBytes = 20 * MB;
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const { bytes } = await story.take(thread, 1);
    await story.done(thread);
    expect(bytes).toBeLessThanOrEqual(10 * MB);
    expect(await story.edits(thread)).toMatchObject([{ uploadLimit: 10 * MB, withheld: null }]);
    expect(story.submissions('make it dusk')).toBe(1);
  });
});

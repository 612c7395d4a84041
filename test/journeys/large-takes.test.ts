import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EditIn } from '../../src/core/edit/edit.ts';
import { MediaChildren } from '../../src/core/media/child.ts';
import { probe } from '../../src/core/media/probe.ts';
import { BotProcess } from '../../src/sandbox/bot-process.ts';
import { BucketStandIn } from '../../src/sandbox/bucket/stand-in.ts';
import { makeClip } from '../../src/sandbox/scene/make-clip.ts';
import { freePort } from './free-port.ts';
import type { Prop } from './stage.ts';
import { onEachStage, PATIENT, Story } from './story.ts';

const MB = 1_000_000;
const DAY_MS = 24 * 60 * 60_000;

async function factsOf(path: string) {
  return probe(new MediaChildren({ atOnce: 1 }), path, new AbortController().signal);
}

/** Opens the link in the message of the first take, as whoever reads it does. */
async function opened(story: Story, thread: string, lines: readonly string[]): Promise<Response> {
  expect(lines.join('\n')).toMatch(
    /This is a copy of [\d.]+ (?:MB|KB); the take itself has 60 MB, more than can be uploaded here\. .*Open the take.* until \d+ \w+\./,
  );
  const edit = await story.edit(thread);
  const { url = '' } = ('presentation' in edit && edit.presentation?.link) || {};
  return fetch(url);
}

onEachStage('a take that is too large for the platform', (stageOf) => {
  let story: Story;
  let bucket: BucketStandIn;
  let bucketDir: string;
  let promo: Prop;
  let take: string;

  beforeAll(async () => {
    bucketDir = await mkdtemp(join(tmpdir(), 'recut-bucket-'));
    bucket = await BucketStandIn.start({ dir: bucketDir });
    const port = await freePort();
    const settings = {
      TEAM_MONTHLY_CAP: '1000',
      SLACK_UPLOAD_MB: '10',
      ...bucket.env,
      HTTP_PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LINK_SECRET: 'a secret that is long enough for links',
    };
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
  afterAll(async () => {
    await story?.close();
    await bucket?.stop();
    await rm(bucketDir, { recursive: true, force: true });
  });

  it('of 60 MB comes as the best copy that 10 MB allow, with the whole of it one click away', async () => {
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const { path, lines, bytes } = await story.take(thread, 1);
    await story.done(thread);
    expect(bytes).toBeLessThanOrEqual(10 * MB);
    const whole = await opened(story, thread, lines);
    expect([whole.status, (await whole.bytes()).length]).toEqual([200, 60 * MB]);
    // Its own link led to the bucket, and does so for as long as takes are kept.
    expect([whole.redirected, new URL(whole.url).origin]).toEqual([true, bucket.url]);
    const { presentation } = (await story.edit(thread)) as EditIn<'delivered'>;
    expect(Math.round(((presentation?.link?.until ?? 0) - Date.now()) / DAY_MS)).toBe(14);
    expect(await factsOf(path)).toMatchObject({ width: 640, height: 360, audioTracks: 1, fps: 24 });
    expect(await story.money(thread)).toBe('hold $1.08, post $1.08');
  });
});

onEachStage('a platform that takes less than two bots, on one store, know', (stageOf) => {
  let story: Story;
  let second: BotProcess;

  beforeAll(async () => {
    const port = await freePort();
    const settings = {
      TEAM_MONTHLY_CAP: '1000',
      SLACK_UPLOAD_MB: '100',
      DISCORD_UPLOAD_MB: '100',
      HTTP_PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}/`,
      LINK_SECRET: 'a secret that is long enough for links',
    };
    story = await Story.open(stageOf, settings, {
      apart: true,
      edit: ({ take }) =>
        makeClip({ path: take, seconds: 3, width: 640, height: 360, fps: 24, bytes: 60 * MB }),
    });
    second = await BotProcess.start({ ...story.house.settings, HTTP_PORT: String(await freePort()) });
  }, PATIENT.timeout);
  afterAll(async () => {
    await second?.stop();
    await story?.close();
  });

  it('gets a smaller copy once it has refused the take, whichever of them works on the edit', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const { slack, discord } = story.house.sandbox;
    slack.limitUploads(20 * MB);
    discord.settings.uploadLimitBytes = 20 * MB;
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    const { bytes, lines } = await story.take(thread, 1);
    await story.done(thread);
    expect(bytes).toBeLessThanOrEqual(10 * MB);
    const whole = await opened(story, thread, lines);
    expect([whole.status, whole.headers.get('content-length')]).toEqual([200, String(60 * MB)]);
    await whole.body?.cancel();
    expect(await story.edits(thread)).toMatchObject([{ uploadLimit: 10 * MB, withheld: null }]);
    expect(story.submissions('make it dusk')).toBe(1);
  });
});

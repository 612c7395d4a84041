import { WebClient } from '@slack/web-api';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { SlackSource } from '../../../src/bots/slack/source.ts';
import { place, scene } from './workspace.ts';

test('an upload is located with its token, and with the hosts that may see the token', async () => {
  const { slack, bot, file } = await scene();
  const post = await slack.person('Mara').post({ channel: 'campaign-x', files: [await file('promo.mp4')] });
  const download = await bot.locate(place(slack), post.fileIds[0] ?? '');
  expect(download.tokenHosts).toEqual(['127.0.0.1']);
  const answer = await request(download.url, { headers: download.headers });
  expect((await answer.body.bytes()).length).toBe(1_000);
});

test('with the real Slack, only its own hosts see the token, whatever the operator trusts', async () => {
  const { slack, file } = await scene({ start: false });
  const post = await slack.person('Mara').post({ channel: 'campaign-x', files: [await file('promo.mp4')] });
  const source = new SlackSource(new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl }), {
    botToken: slack.botToken,
    apiUrl: 'https://slack.com/api/',
    trustedHosts: ['files.internal', '127.0.0.1'],
  });
  const { tokenHosts } = await source.locate(post.fileIds[0] ?? '');
  expect(tokenHosts.every((host) => host.includes('slack'))).toBe(true);
});

test('a deleted file, and one that the bot cannot see, are gone', async () => {
  const { slack, bot, file } = await scene();
  const mara = slack.person('Mara');
  const post = await mara.post({ channel: 'campaign-x', files: [await file('promo.mp4')] });
  const hidden = await mara.post({ channel: 'launch-secret', files: [await file('secret.mp4')] });
  await mara.deleteFile(post.fileIds[0] ?? '');
  for (const ref of [post.fileIds[0], hidden.fileIds[0], 'F0NOTHERE']) {
    await expect(bot.locate(place(slack), ref ?? '')).rejects.toMatchObject({ code: 'file_gone' });
  }
});

test('the clip of a thread is the video of its first message', async () => {
  const { slack, bot, file } = await scene();
  const mara = slack.person('Mara');
  const files = [await file('a.png'), await file('promo.mov', 2_000)];
  const root = await mara.post({ channel: 'campaign-x', files });
  await mara.post({ channel: 'campaign-x', threadTs: root.ts, files: [await file('later.mp4')] });
  const asked = await mara.post({ channel: 'campaign-x', threadTs: root.ts, text: '@Recut dusk' });
  expect(await bot.findClip(place(slack, { thread: root.ts, message: asked.ts }))).toEqual({
    ref: root.fileIds[1],
    name: 'promo.mov',
    bytes: 2_000,
  });
});

test('else it is the newest video that was there before the request', async () => {
  const { slack, bot, file } = await scene();
  const mara = slack.person('Mara');
  const root = await mara.post({ channel: 'campaign-x', text: 'clips, please' });
  for (const name of ['one.mp4', 'two.mp4']) {
    await mara.post({ channel: 'campaign-x', threadTs: root.ts, files: [await file(name)] });
  }
  const asked = await mara.post({ channel: 'campaign-x', threadTs: root.ts, text: '@Recut dusk' });
  await mara.post({ channel: 'campaign-x', threadTs: root.ts, files: [await file('three.mp4')] });
  const found = await bot.findClip(place(slack, { thread: root.ts, message: asked.ts }));
  expect(found?.name).toBe('two.mp4');
});

test('a thread without a video, and a request without a thread, have no clip', async () => {
  const { slack, bot, file } = await scene();
  const mara = slack.person('Mara');
  const root = await mara.post({ channel: 'campaign-x', text: '@Recut dusk', files: [await file('a.png')] });
  expect(await bot.findClip(place(slack, { message: root.ts }))).toBeNull();
  expect(await bot.findClip(place(slack))).toBeNull();
});

test('a thread that was deleted is gone', async () => {
  const { slack, bot } = await scene();
  await expect(bot.findClip(place(slack, { thread: '1.1' }))).rejects.toMatchObject({ code: 'gone' });
});

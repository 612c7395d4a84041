import { expect, test } from 'vitest';
import { scene, until } from './workspace.ts';

test('a mention with a clip becomes one request, although Slack tells it twice', async () => {
  const { slack, desk, file } = await scene();
  const clip = await file('promo.mov');
  const post = await slack.person('Mara').post({
    channel: 'campaign-x',
    text: '@Recut change the beer to a cola & keep <everything> else --final',
    files: [clip],
  });
  await slack.settled();
  expect(desk.heard).toHaveLength(2);
  expect(desk.accepted).toHaveLength(1);
  expect(desk.accepted[0]).toMatchObject({
    place: {
      platform: 'slack',
      team: slack.team.id,
      channel: post.channel,
      thread: null,
      message: post.ts,
    },
    person: slack.person('Mara').id,
    text: 'change the beer to a cola & keep <everything> else --final',
    uploads: [{ ref: post.fileIds[0], name: 'promo.mov', bytes: 1_000, mimeType: 'video/quicktime' }],
  });
  expect(desk.accepted[0]?.keys).toEqual([
    expect.stringMatching(/^slack:event:Ev/),
    `slack:message:${slack.team.id}:${post.channel}:${post.ts}`,
  ]);
});

test.each(['message', 'app_mention'] as const)(
  'a mention whose %s never arrives is heard all the same',
  async (lost) => {
    const { slack, desk } = await scene();
    const { channel, direct: _ } = { channel: 'campaign-x', direct: null };
    await slack.person('Mara').post({ channel, text: '@Recut make it dusk', manner: { lose: [lost] } });
    await slack.settled();
    expect(desk.accepted.map(({ text }) => text)).toEqual(['make it dusk']);
  },
);

test('an event that Slack delivers three times at once is one request', async () => {
  const { slack, desk } = await scene();
  const manner = { deliveries: 3, concurrently: true };
  await slack.person('Mara').post({ channel: 'campaign-x', text: '@Recut make it dusk', manner });
  await slack.settled();
  expect(desk.heard).toHaveLength(6);
  expect(desk.accepted).toHaveLength(1);
});

test('a mention in a thread asks in that thread', async () => {
  const { slack, desk, file } = await scene();
  const mara = slack.person('Mara');
  const clip = await mara.post({ channel: 'campaign-x', files: [await file('promo.mp4')] });
  const reply = await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk', threadTs: clip.ts });
  await slack.settled();
  expect(desk.accepted).toMatchObject([{ place: { thread: clip.ts, message: reply.ts } }]);
});

test('talk that does not mention the bot asks nothing, in a channel, a thread and a direct thread', async () => {
  const { slack, desk, file } = await scene();
  const mara = slack.person('Mara');
  const root = await mara.post({ channel: 'campaign-x', text: 'look', files: [await file('promo.mp4')] });
  await mara.post({ channel: 'campaign-x', text: 'nice, make it dusk?', threadTs: root.ts });
  const direct = await mara.post({
    channel: mara.direct,
    text: 'make it dusk',
    files: [await file('b.mp4')],
  });
  await mara.post({ channel: mara.direct, text: 'I wonder', threadTs: direct.ts });
  await slack.settled();
  expect(desk.accepted).toMatchObject([{ place: { message: direct.ts } }]);
});

test('a direct message needs no mention', async () => {
  const { slack, desk, file } = await scene();
  const mara = slack.person('Mara');
  const post = await mara.post({
    channel: mara.direct,
    text: 'make it dusk',
    files: [await file('promo.mp4')],
  });
  await slack.settled();
  expect(desk.accepted).toMatchObject([
    { place: { channel: mara.direct, message: post.ts, thread: null }, text: 'make it dusk' },
  ]);
});

test('correcting a message does not ask again, nor does anything that the bot posts', async () => {
  const { slack, desk, bot } = await scene();
  const mara = slack.person('Mara');
  const post = await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  await slack.settled();
  mara.edit(post.ts, '@Recut make it dawn');
  const line = ['about ', { person: slack.bot.userId }];
  await bot.openThread(
    { platform: 'slack', team: slack.team.id, channel: post.channel, thread: null, message: null },
    { nonce: 'n1', mayExist: false, line },
  );
  await slack.settled();
  expect(desk.heard.every(({ text }) => text === 'make it dusk')).toBe(true);
});

test('Slack gets its acknowledgement only once the desk has accepted, and delivers again what it had not', async () => {
  const { slack, desk } = await scene({ ackTimeoutMs: 150, retryDelaysMs: [20, 20, 20, 20, 20] });
  desk.closed = true;
  await slack.person('Mara').post({
    channel: 'campaign-x',
    text: '@Recut make it dusk',
    manner: { lose: ['message'] },
  });
  await until(() => slack.deliveries.list('events_api').some(({ outcome }) => outcome === 'timed_out'));
  expect(desk.accepted).toEqual([]);
  desk.closed = false;
  await slack.settled();
  expect(desk.accepted).toHaveLength(1);
  expect(slack.deliveries.list('events_api').at(-1)).toMatchObject({ outcome: 'acked' });
});

import { expect, test } from 'vitest';
import { aHearing, MemoryMarks } from '../../core/a-hearing.ts';
import { breakSockets, scene, until } from './workspace.ts';

const LOST = { lose: ['message', 'app_mention'] as const };

test('what was written in live threads and their channels while nobody listened is read, once', async () => {
  const { slack, bot, desk } = await scene();
  const mara = slack.person('Mara');
  const first = await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  await slack.settled();
  const { id: channel } = slack.channel('campaign-x');
  desk.threads = [{ team: slack.team.id, channel, thread: first.ts }];

  await mara.post({ channel: 'campaign-x', text: '@Recut and blue', threadTs: first.ts, manner: LOST });
  await mara.post({ channel: 'campaign-x', text: 'nice one', threadTs: first.ts, manner: LOST });
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dawn', manner: LOST });
  await slack.settled();
  expect(desk.accepted).toHaveLength(1);

  await breakSockets(slack, bot);
  await until(() => desk.accepted.length === 3);
  const heard = desk.heard.length;
  await breakSockets(slack, bot);
  await until(() => desk.heard.length >= heard + 3);
  expect(desk.accepted.map(({ text }) => text)).toEqual(['make it dusk', 'and blue', 'make it dawn']);
  // The desk decides what is too old to begin by itself.
  expect(desk.accepted.map(({ place, writtenAt }) => writtenAt === Number(place.message) * 1000)).toEqual([
    false,
    true,
    true,
  ]);
});

test('what cannot be read at first is read as soon as it can be, and a channel that is gone keeps nothing back', async () => {
  const { slack, bot, desk } = await scene();
  const mara = slack.person('Mara');
  const { id: channel } = slack.channel('campaign-x');
  const gone = slack.addChannel('gone', { withBot: true });
  desk.threads = [
    { team: slack.team.id, channel: gone.id, thread: '1.000001' },
    { team: slack.team.id, channel, thread: '1.000002' },
  ];
  slack.deleteChannel(gone.id);
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk', manner: LOST });
  slack.faults.add('conversations.history', { kind: 'rate_limited', retryAfterSeconds: 1 });
  slack.faults.add('conversations.history', { kind: 'status', status: 503 }, 2);
  await breakSockets(slack, bot);
  await until(() => desk.accepted.length === 1, 20_000);
  expect(slack.faults.left).toBe(0);
}, 30_000);

test('what was written is read page by page, also where very much was', async () => {
  const { slack, bot, desk } = await scene();
  const mara = slack.person('Mara');
  const first = await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  await slack.settled();
  desk.threads = [{ team: slack.team.id, channel: slack.channel('campaign-x').id, thread: first.ts }];
  for (const threadTs of [first.ts, undefined]) {
    const post = (text: string) =>
      mara.post({ channel: 'campaign-x', text, manner: LOST, ...(threadTs && { threadTs }) });
    const where = threadTs ? 'in the thread' : 'in the channel';
    await post(`@Recut first ${where}`);
    for (let n = 0; n < 220; n += 1) await post(`talk ${n}`);
    await post(`@Recut last ${where}`);
  }
  await slack.settled();

  await breakSockets(slack, bot);
  await until(() => desk.accepted.length === 5);
  expect(desk.accepted.slice(1).map(({ text }) => text)).toEqual([
    'first in the thread',
    'last in the thread',
    'first in the channel',
    'last in the channel',
  ]);
});

test('after a long time everything is read where the bot is, also where nobody ever asked for an edit', async () => {
  const marks = new MemoryMarks();
  const { slack, bot, desk, another } = await scene({ bot: { hearing: aHearing(marks) } });
  slack.inviteBot('general');
  const mara = slack.person('Mara');
  await mara.post({ channel: 'general', text: '@Recut make it dusk', manner: LOST });
  await mara.post({ channel: mara.direct, text: 'make it dawn', manner: LOST });
  await breakSockets(slack, bot);
  expect(desk.heard).toEqual([]);
  expect(slack.calls.count('users.conversations')).toBe(0);

  await bot.stop();
  await marks.write('chat', Date.now() - 60 * 60_000);
  await another({ hearing: aHearing(marks) }).start(desk);
  await until(() => desk.accepted.length === 2);
  expect(desk.accepted.map(({ text }) => text).toSorted()).toEqual(['make it dawn', 'make it dusk']);
});

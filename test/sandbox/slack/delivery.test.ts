import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { boltOn, clientOf, standIn } from './started.ts';

it('repeats an event that is not acknowledged in time', async () => {
  const slack = await standIn({ ackTimeoutMs: 50, retryDelaysMs: [0, 0, 0] });
  const attempts: unknown[] = [];
  const app = await boltOn(slack, (app) => {
    app.event('message', async () => {});
  });
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    attempts.push([event.retryNum, event.retryReason]);
    if (attempts.length === 3) await process(event);
  };

  await slack.person('Mara').post({ channel: '#campaign-x', text: 'hello' });
  await slack.settled();

  expect(attempts).toEqual([
    [0, ''],
    [1, 'timeout'],
    [2, 'timeout'],
  ]);
  expect(slack.deliveries.list().map(({ outcome }) => outcome)).toEqual(['timed_out', 'timed_out', 'acked']);
});

it('gives up on an event after the last attempt, and on a command after the first', async () => {
  const slack = await standIn({ ackTimeoutMs: 30, retryDelaysMs: [0] });
  const app = await boltOn(slack, () => {});
  app.processEvent = async () => {};
  const mara = slack.person('Mara');

  const outcome = await mara.command('/edit', '', '#campaign-x');
  await mara.post({ channel: '#campaign-x', text: 'hello' });
  await slack.settled();

  expect(outcome).toMatchObject({ ok: false, error: 'operation_timeout' });
  expect(mara.ephemerals.map(({ text }) => text)).toEqual([
    '/edit failed with the error "operation_timeout"',
  ]);
  expect(slack.deliveries.list('slash_commands')).toHaveLength(1);
  expect(slack.deliveries.list('events_api').map(({ outcome }) => outcome)).toEqual([
    'timed_out',
    'timed_out',
  ]);
});

it('keeps what happens while the app is away, and sends it as a repetition', async () => {
  const slack = await standIn();
  const mara = slack.person('Mara');
  await mara.post({ channel: '#campaign-x', text: '@Recut hello' });
  expect(await mara.command('/edit', '', '#campaign-x')).toMatchObject({
    ok: false,
    error: 'dispatch_failed',
  });
  const heard: unknown[] = [];

  await boltOn(slack, (app) => {
    app.event('app_mention', async ({ event, context }) => void heard.push([event.text, context.retryNum]));
    app.event('message', async () => {});
  });
  await slack.settled();

  expect(heard).toEqual([['<@U0RECUT0001> hello', 1]]);
});

it('sends an event again when the socket dies before the acknowledgement', async () => {
  const slack = await standIn();
  const first = await boltOn(slack, () => {});
  first.processEvent = async () => {};
  const mara = slack.person('Mara');
  await mara.post({ channel: '#campaign-x', text: 'hello' });
  await vi.waitFor(() => expect(slack.deliveries.list()).toHaveLength(1));
  await first.stop();
  slack.dropSockets();
  const heard: string[] = [];

  await boltOn(slack, (app) => {
    app.event('message', async ({ event }) => void heard.push(event.ts));
  });
  await slack.settled();

  const [lost, repeated] = slack.deliveries.list();
  expect(heard).toHaveLength(1);
  expect(lost).toMatchObject({ outcome: 'lost', attempt: 0 });
  expect(repeated).toMatchObject({ outcome: 'acked', attempt: 1, payload: lost?.payload });
});

it('sends each event to one of several sockets', async () => {
  const slack = await standIn();
  const heard: string[][] = [[], []];
  for (const own of heard) {
    await boltOn(slack, (app) => {
      app.event('message', async ({ event }) => void own.push(event.ts));
    });
  }

  expect(slack.connections).toBe(2);
  for (const text of ['a', 'b', 'c', 'd']) await slack.person('Mara').post({ channel: '#campaign-x', text });
  await slack.settled();

  expect(heard.map((own) => own.length)).toEqual([2, 2]);
});

it('asks a client to reconnect, and goes on with the new socket', async () => {
  const slack = await standIn();
  const heard: string[] = [];
  await boltOn(slack, (app) => {
    app.event('message', async ({ event }) => void heard.push(event.ts));
  });

  slack.disconnectSockets('refresh_requested');
  expect(slack.connections).toBe(0);
  const { ts } = await slack.person('Mara').post({ channel: '#campaign-x', text: 'in between' });

  // The client library waits five seconds before it comes back.
  await vi.waitFor(() => expect(heard).toEqual([ts]), { timeout: 10_000 });
});

it('delivers twice, both at once, drops one of a pair, or turns the pair around, as told', async () => {
  const slack = await standIn();
  const heard: { type: string; text?: string; id: string }[] = [];
  await boltOn(slack, (app) => {
    app.use(async ({ body, next }) => {
      const { event, event_id: id } = body as { event: { type: string; text?: string }; event_id: string };
      heard.push({ type: event.type, ...(event.text ? { text: event.text } : {}), id });
      await next();
    });
  });
  const mara = slack.person('Mara');
  const post = async (manner: object) => {
    heard.length = 0;
    await mara.post({ channel: '#campaign-x', text: '@Recut go', manner });
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0));
    await slack.settled();
    await sleep(20);
    return heard.map(({ type }) => type);
  };

  expect((await post({ deliveries: 2, concurrently: true })).sort()).toEqual([
    'app_mention',
    'app_mention',
    'message',
    'message',
  ]);
  expect(new Set(heard.map(({ id }) => id)).size).toBe(2);
  expect((await post({ deliveries: 2 })).sort()).toEqual([
    'app_mention',
    'app_mention',
    'message',
    'message',
  ]);
  expect(await post({ lose: ['message'] })).toEqual(['app_mention']);
  expect(await post({ lose: ['app_mention'] })).toEqual(['message']);
  expect(await post({ mentionFirst: true })).toEqual(['app_mention', 'message']);
});

it('tells the app nothing of channels its bot is not in', async () => {
  const slack = await standIn();
  const heard: string[] = [];
  await boltOn(slack, (app) => {
    app.use(async ({ body, next }) => {
      heard.push((body as { event: { type: string } }).event.type);
      await next();
    });
  });
  const mara = slack.person('Mara');

  await mara.post({ channel: '#general', text: '@Recut anyone there?' });
  slack.inviteBot('#general');
  await mara.post({ channel: '#general', text: '@Recut now?' });
  await clientOf(slack).chat.postMessage({ channel: 'C0GENERAL01', text: 'Yes' });
  await mara.post({ channel: mara.direct, text: '@Recut and here?' });
  await slack.settled();

  // Bolt itself leaves out what its own bot said.
  expect(heard).toEqual(['member_joined_channel', 'message', 'app_mention', 'message']);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver } from '@slack/bolt';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { SlackStandIn } from '../../../src/sandbox/slack/stand-in.ts';
import { boltApp, silent, standIn } from './started.ts';

/** Bolt behind its own HTTP receiver, on a free port. */
async function boltByHttp(slack: SlackStandIn, signingSecret = slack.signingSecret) {
  const port = await freePort();
  const receiver = new HTTPReceiver({ signingSecret, port, logger: silent });
  const app = boltApp(slack, { receiver });
  await app.start(port);
  onTestFinished(async () => void (await app.stop()));
  return { app, requestUrl: `http://127.0.0.1:${port}/slack/events` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('delivers events, commands, presses and forms as signed requests', async () => {
  const slack = await standIn();
  const { app, requestUrl } = await boltByHttp(slack);
  const mentioned: string[] = [];
  app.command('/edit', async ({ ack, command, client }) => {
    await ack({ text: `For all: ${command.text}`, response_type: 'in_channel' });
    await client.views.open({
      trigger_id: command.trigger_id,
      view: { type: 'modal', callback_id: 'edit', title: { type: 'plain_text', text: 'Edit' }, blocks: [] },
    });
  });
  app.view('edit', async ({ ack }) => ack({ response_action: 'clear' }));
  app.event('app_mention', async ({ event }) => void mentioned.push(event.text));
  const lee = slack.person('Lee');

  expect(await slack.deliverTo(requestUrl)).toBe(true);
  expect(await lee.command('/edit', 'make it dusk', '#campaign-x')).toMatchObject({ ok: true });
  const view = await lee.nextView();
  expect(await lee.submitView(view.id)).toMatchObject({ kind: 'closed' });
  await lee.post({ channel: '#campaign-x', text: '@recut go' });
  await slack.settled();

  expect(slack.messages('#campaign-x').map(({ text }) => text)).toEqual([
    'For all: make it dusk',
    '<@U0RECUT0001> go',
  ]);
  expect(mentioned).toEqual(['<@U0RECUT0001> go']);
  expect(slack.deliveries.list().every(({ outcome }) => outcome === 'acked')).toBe(true);
});

it('is refused by an app that knows another signing secret', async () => {
  const slack = await standIn({ retryDelaysMs: [0, 5] });
  const { requestUrl } = await boltByHttp(slack, 'another-secret');

  expect(await slack.deliverTo(requestUrl)).toBe(false);
  const outcome = await slack.person('Lee').command('/edit', '', '#campaign-x');

  expect(outcome).toMatchObject({ ok: false, text: '/edit failed with the error "dispatch_failed"' });
});

it('repeats an event until the app is back, and names number and reason', async () => {
  const slack = await standIn({ retryDelaysMs: [0, 20, 20] });
  const attempts: (string | undefined)[][] = [];
  const app = createServer((request, response) => {
    const { 'x-slack-retry-num': number, 'x-slack-retry-reason': reason } = request.headers;
    attempts.push([String(number), String(reason)]);
    response.writeHead(attempts.length < 4 ? 500 : 200).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => app.once('listening', resolve));
  onTestFinished(() => void app.close());
  const { port } = app.address() as AddressInfo;
  await slack.deliverTo(`http://127.0.0.1:${port}/`);

  await slack.person('Mara').post({ channel: '#campaign-x', text: 'hello' });

  await vi.waitFor(() => expect(attempts).toHaveLength(4));
  expect(attempts.slice(1)).toEqual([
    ['undefined', 'undefined'],
    ['1', 'http_error'],
    ['2', 'http_error'],
  ]);
});

import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { BOT_SCOPES } from '../../../src/bots/slack/scopes.ts';
import { afterwards, breakSockets, scene, until } from './workspace.ts';

test('it connects, and disconnects within two seconds', async () => {
  const { slack, bot } = await scene();
  expect([bot.connected(), slack.connections]).toEqual([true, 1]);
  const begun = performance.now();
  await bot.stop();
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(bot.connected()).toBe(false);
  await until(() => slack.connections === 0);
});

test('a bot that was never started stops without complaint', async () => {
  const { bot } = await scene({ start: false });
  await bot.stop();
  expect(bot.connected()).toBe(false);
});

test('a missing scope is named, with what to do', async () => {
  const scopes = BOT_SCOPES.filter((scope) => scope !== 'files:read' && scope !== 'channels:join');
  const { bot, desk } = await scene({ start: false, scopes });
  await expect(bot.start(desk)).rejects.toThrow(/lacks the scopes channels:join, files:read.*reinstall/);
});

test.each([
  ['a wrong bot token', { botToken: 'xoxb-wrong' }, /SLACK_BOT_TOKEN \(invalid_auth\).*xoxb-/],
  ['a wrong app token', { appToken: 'xapp-wrong' }, /SLACK_APP_TOKEN \(invalid_auth\).*xapp-/],
  ['nothing to connect with', { appToken: undefined }, /SLACK_APP_TOKEN.*or SLACK_SIGNING_SECRET/],
  ['a Slack that is not there', { apiUrl: 'http://127.0.0.1:9/api/' }, /SLACK_API_URL/],
])('%s is told in a sentence that names what to set', async (_, options, sentence) => {
  const { another, desk } = await scene({ start: false });
  const bot = another(options);
  await expect(bot.start(desk)).rejects.toThrow(sentence);
  expect(bot.connected()).toBe(false);
});

test('when Slack asks for a new connection, it is there within a second and hears what came meanwhile', async () => {
  const { slack, desk } = await scene();
  slack.disconnectSockets('refresh_requested');
  await until(() => slack.connections === 0);
  await slack.person('Mara').post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  await until(() => slack.connections === 1, 1_000);
  await slack.settled();
  expect(desk.accepted).toHaveLength(1);
});

test('a socket that breaks is replaced', async () => {
  const { slack, bot } = await scene();
  await breakSockets(slack, bot);
  expect(slack.connections).toBe(1);
});

test('while Slack refuses new sockets for good, the process lives on and connects once it may', async () => {
  const { slack, bot } = await scene();
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  afterwards(async () => process.off('unhandledRejection', note));
  const refusal = { kind: 'status', status: 200, body: '{"ok":false,"error":"invalid_auth"}' } as const;
  slack.faults.add('apps.connections.open', refusal, 2);
  slack.dropSockets();
  await until(() => !bot.connected());
  await until(() => bot.connected(), 8_000);
  expect(unhandled).toEqual([]);
});

test('it stops at once while it is trying to connect again', async () => {
  const { slack, bot } = await scene();
  slack.faults.add('apps.connections.open', { kind: 'hang' });
  slack.dropSockets();
  await until(() => !bot.connected());
  const begun = performance.now();
  await bot.stop();
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('what is being taken in when it stops is still taken in and acknowledged', async () => {
  const { slack, bot, desk } = await scene();
  const accept = desk.ask.bind(desk);
  let asked = () => {};
  const reached = new Promise<void>((resolve) => {
    asked = resolve;
  });
  desk.ask = async (ask) => {
    asked();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return accept(ask);
  };
  const manner = { lose: ['message'] as const };
  await slack.person('Mara').post({ channel: 'campaign-x', text: '@Recut make it dusk', manner });
  await reached;
  await bot.stop();
  expect(desk.accepted).toHaveLength(1);
  expect(slack.deliveries.list('events_api')).toMatchObject([{ outcome: 'acked' }]);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

test('over HTTP it hears signed requests, refuses unsigned ones, and stops within two seconds', async () => {
  const { slack, another, desk, file } = await scene({ start: false });
  const port = await freePort();
  const bot = another({ appToken: undefined, signingSecret: slack.signingSecret, port });
  await bot.start(desk);
  const url = `http://127.0.0.1:${port}/slack/events`;
  expect(await slack.deliverTo(url)).toBe(true);
  const mara = slack.person('Mara');
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk', files: [await file('promo.mp4')] });
  await slack.settled();
  expect(desk.accepted).toHaveLength(1);
  expect(await mara.command('/edit', 'make it dusk', 'campaign-x')).toMatchObject({ ok: true });
  const view = await mara.nextView();
  expect(await mara.submitView(view.id)).toMatchObject({ kind: 'closed' });
  const unsigned = await fetch(url, { method: 'POST', body: '{"type":"event_callback"}' });
  expect(unsigned.status).toBe(401);
  expect(bot.connected()).toBe(true);
  const begun = performance.now();
  await bot.stop();
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(bot.connected()).toBe(false);
});

test('over HTTP too, an event is not acknowledged before it is durable', async () => {
  const { slack, another, desk } = await scene({ start: false, retryDelaysMs: [30, 30, 30, 30] });
  const port = await freePort();
  const bot = another({ appToken: undefined, signingSecret: slack.signingSecret, port });
  await bot.start(desk);
  await slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  desk.closed = true;
  const manner = { lose: ['message'] as const };
  await slack.person('Mara').post({ channel: 'campaign-x', text: '@Recut make it dusk', manner });
  await until(() => slack.deliveries.list('events_api').find(({ reason }) => reason === 'http_error'));
  desk.closed = false;
  await slack.settled();
  expect(desk.accepted).toHaveLength(1);
});

test('a port that is taken is told in a sentence', async () => {
  const { slack, another, desk } = await scene({ start: false });
  const port = Number(new URL(slack.url).port);
  const bot = another({ appToken: undefined, signingSecret: 'secret', port });
  await expect(bot.start(desk)).rejects.toThrow(`port ${port}`);
});

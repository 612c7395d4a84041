import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { scene } from './workspace.ts';

const SECRET = 'a-signing-secret';
const MINUTE = 60;

/** What Slack signs: `v0:timestamp:body` (docs.slack.dev/authentication/verifying-requests-from-slack). */
function signed(body: string, { at = Date.now() / 1000, secret = SECRET, over = body } = {}) {
  const timestamp = String(Math.floor(at));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${over}`).digest('hex');
  return {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
}

test('over HTTP nothing is heard that Slack did not just sign, and a repetition asks for nothing new', async () => {
  const { slack, another, desk } = await scene({ start: false });
  const port = await freePort();
  await another({ appToken: undefined, signingSecret: SECRET, port }).start(desk);
  const message = { type: 'message', channel_type: 'im', channel: 'D1', user: 'U0MARA00001', ts: '1795.1' };
  const event = { ...message, text: 'https://example.com/clip.mp4 make it dusk' };
  const body = JSON.stringify({ type: 'event_callback', team_id: slack.team.id, event_id: 'Ev1', event });
  const send = async (headers: Record<string, string>, text = body) =>
    (await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body: text })).status;

  const now = Date.now() / 1000;
  const { 'x-slack-signature': _, ...unsigned } = signed(body);
  const forgeries: [string, Record<string, string>, string?][] = [
    ['no signature', unsigned],
    ['the signature of somebody else', signed(body, { secret: 'another-secret' })],
    ['a signature over another body', signed(body, { over: body.replace('dusk', 'dawn') })],
    ['an altered body', signed(body), body.replace('dusk', 'dawn')],
    ['a replay of ten minutes ago', signed(body, { at: now - 10 * MINUTE })],
    ['a signature without its version', { ...signed(body), 'x-slack-signature': 'deadbeef' }],
    ['no time', { ...signed(body), 'x-slack-request-timestamp': '' }],
  ];
  for (const [what, headers, text] of forgeries) expect(await send(headers, text), what).toBe(401);
  expect(desk.heard).toEqual([]);

  const genuine = signed(body);
  expect(await send(genuine)).toBe(200);
  expect(await send(genuine)).toBe(200);
  expect(desk.accepted).toHaveLength(1);
});

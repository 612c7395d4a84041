import type { Person } from '../../../src/sandbox/slack/person.ts';
import type { SlackStandIn } from '../../../src/sandbox/slack/stand-in.ts';
import { clientOf } from './started.ts';

/** A `trigger_id` as an app gets it: from a shortcut, over a socket of its own that acknowledges. */
export async function triggerFor(slack: SlackStandIn, person: Person): Promise<string> {
  const { url = '' } = await clientOf(slack, slack.appToken).apps.connections.open();
  const socket = new WebSocket(url);
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.addEventListener('message', ({ data }) => {
    const { envelope_id, payload } = JSON.parse(String(data));
    if (envelope_id) socket.send(JSON.stringify({ envelope_id }));
    if (payload?.trigger_id) resolve(payload.trigger_id);
  });
  await new Promise((greeted) => socket.addEventListener('message', greeted, { once: true }));
  await person.shortcut('any');
  socket.close();
  return promise;
}

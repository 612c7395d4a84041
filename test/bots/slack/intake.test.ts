import { expect, test } from 'vitest';
import { readEvent } from '../../../src/bots/slack/intake.ts';

const self = { team: 'T1', user: 'U0BOT', bot: 'B0BOT', name: 'recut', url: null };

function event(fields: object, type = 'app_mention') {
  return {
    type: 'event_callback',
    event_id: 'Ev1',
    team_id: 'T-of-somebody-else',
    event: { type, channel: 'C1', user: 'U1', text: '<@U0BOT> make it dusk', ts: '1763.1', ...fields },
  };
}

test('the team is the one of the token, whatever a shared channel says', () => {
  expect(readEvent(event({}), self)).toMatchObject({
    place: { team: 'T1' },
    keys: ['slack:event:Ev1', 'slack:message:T1:C1:1763.1'],
  });
});

test('a file of Slack Connect, of which only the id is told, is taken along', () => {
  const stub = { id: 'F1', mode: 'file_access', file_access: 'check_file_info', created: 0 };
  expect(readEvent(event({ files: [stub] }), self)?.uploads).toEqual([
    { ref: 'F1', name: 'F1', bytes: null, mimeType: '' },
  ]);
});

test('files of a forwarded message count, deleted and linked ones do not', () => {
  const files = [
    { id: 'F1', mode: 'tombstone' },
    { id: 'F2', name: 'doc', is_external: true, mode: 'external' },
    { id: 'F3', name: 'a.png', size: 5, mimetype: 'image/png' },
  ];
  const attachments = [{ files: [{ id: 'F4', name: 'b.mov', size: 9, mimetype: 'video/quicktime' }] }, {}];
  expect(readEvent(event({ files, attachments }), self)?.uploads).toEqual([
    { ref: 'F3', name: 'a.png', bytes: 5, mimeType: 'image/png' },
    { ref: 'F4', name: 'b.mov', bytes: 9, mimeType: 'video/quicktime' },
  ]);
});

test.each([
  ['of another bot', { bot_id: 'B2' }],
  ['of its own', { user: 'U0BOT' }],
  ['that was corrected', { edited: { user: 'U1', ts: '1763.2' } }],
  ['that tells of a change', { subtype: 'message_changed', hidden: true }],
  ['of somebody joining', { subtype: 'channel_join' }],
  ['without an author', { user: undefined }],
])('a message %s asks nothing', (_, fields) => {
  expect(readEvent(event(fields), self)).toBeNull();
});

test.each([{}, null, 'text', { type: 'event_callback' }, event({}, 'reaction_added')])(
  'anything else asks nothing: %j',
  (body) => {
    expect(readEvent(body, self)).toBeNull();
  },
);

test('an empty direct message asks nothing, an empty mention asks for help', () => {
  const direct = { channel: 'D1', channel_type: 'im' };
  expect(readEvent(event({ ...direct, text: '' }, 'message'), self)).toBeNull();
  expect(readEvent(event({ text: '<@U0BOT>' }), self)).toMatchObject({ text: '', uploads: [] });
});

test('a reply that is shown in the channel too, asks in its thread', () => {
  const fields = { subtype: 'thread_broadcast', thread_ts: '1762.9' };
  expect(readEvent(event(fields, 'message'), self)).toMatchObject({
    place: { thread: '1762.9', message: '1763.1' },
  });
});

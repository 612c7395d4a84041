import { expect, it } from 'vitest';
import { type ChatMessage, chatMessage } from '../../../src/bots/discord/chat-message.ts';
import { askOf, isRequest } from '../../../src/bots/discord/intake.ts';

const SELF = { id: '100000000000000001', role: '100000000000000002' };
const BOT = { id: SELF.id, username: 'Recut', bot: true };
const MARA = { id: '100000000000000011', username: 'mara', global_name: 'Mara' };
const GUILD = '100000000000000099';
const PING = `<@${SELF.id}>`;

function message(change: Partial<Record<keyof ChatMessage, unknown>>): ChatMessage {
  return chatMessage.parse({
    id: '100000000000000100',
    channel_id: '100000000000000200',
    guild_id: GUILD,
    type: 0,
    author: MARA,
    content: `${PING} make it dusk`,
    mentions: [BOT],
    mention_roles: [],
    attachments: [],
    ...change,
  });
}

const clip = {
  id: '100000000000000300',
  filename: 'promo.mov',
  size: 1234,
  content_type: 'video/quicktime',
  url: 'https://cdn.discordapp.com/a/promo.mov?ex=1',
};

it.each([
  ['a mention of the bot', message({})],
  [
    "a mention of the bot's own role",
    message({ content: `<@&${SELF.role}> dusk`, mentions: [], mention_roles: [SELF.role] }),
  ],
  ['a reply that mentions the bot', message({ type: 19, content: `${PING} dusk` })],
  [
    'a direct message with a clip',
    message({ guild_id: undefined, content: 'dusk', mentions: [], attachments: [clip] }),
  ],
  [
    'a direct message with a link',
    message({ guild_id: undefined, content: 'dusk https://x.example/a.mp4', mentions: [] }),
  ],
  ['a direct reply', message({ guild_id: undefined, type: 19, content: 'and now blue', mentions: [BOT] })],
])('takes %s as a request', (_what, asked) => {
  expect(isRequest(asked, SELF)).toBe(true);
});

it.each([
  ['talk', message({ content: 'make it dusk', mentions: [], attachments: [clip] })],
  ['a reply that only pings the bot', message({ type: 19, content: 'nice!' })],
  [
    'a mention of another role',
    message({ content: '<@&100000000000000003> dusk', mentions: [], mention_roles: ['100000000000000003'] }),
  ],
  ['a mention inside of code', message({ content: `\`${PING}\` dusk`, mentions: [] })],
  ['another bot', message({ author: { ...MARA, bot: true } })],
  ['a webhook', message({ webhook_id: '100000000000000400' })],
  ['the bot itself', message({ author: BOT })],
  ['a notice that a message was pinned', message({ type: 6 })],
  ['talk in a direct message', message({ guild_id: undefined, content: 'thanks!', mentions: [] })],
])('does not take %s as a request', (_what, heard) => {
  expect(isRequest(heard, SELF)).toBe(false);
});

it('takes what was typed, without the mention and in words', () => {
  const typed = `${PING} ask <@!100000000000000012> and <@100000000000000013>: <a:sparkle:100000000000000014> <https://x.example/a_b.mp4>\n--final`;
  const lee = { id: '100000000000000012', username: 'lee', member: { nick: 'Lee (art)' } };
  expect(askOf(message({ content: typed, mentions: [BOT, lee] }), SELF, null).text).toBe(
    'ask Lee (art) and <@100000000000000013>: :sparkle: https://x.example/a_b.mp4\n--final',
  );
});

it('says where a request came from, by the ids of its server, channel, thread and message', () => {
  const asked = message({ attachments: [clip] });
  expect(askOf(asked, SELF, null)).toEqual({
    keys: ['discord:message:100000000000000100'],
    place: { platform: 'discord', team: GUILD, channel: asked.channel_id, thread: null, message: asked.id },
    person: MARA.id,
    text: 'make it dusk',
    uploads: [
      {
        ref: `message:${asked.channel_id}:${asked.id}:${clip.id}:${clip.url}`,
        name: 'promo.mov',
        bytes: 1234,
        mimeType: 'video/quicktime',
      },
    ],
  });
  expect(askOf(asked, SELF, '100000000000000201').place).toMatchObject({
    channel: '100000000000000201',
    thread: asked.channel_id,
  });
  expect(askOf(message({ guild_id: undefined }), SELF, null).place).toMatchObject({
    team: '@me',
    channel: asked.channel_id,
    thread: asked.channel_id,
  });
});

it('finds the files of a forwarded message', () => {
  const forwarded = message({ message_snapshots: [{ message: { attachments: [clip] } }] });
  expect(askOf(forwarded, SELF, null).uploads.map(({ name }) => name)).toEqual(['promo.mov']);
});

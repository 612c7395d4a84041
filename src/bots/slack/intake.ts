import { z } from 'zod';
import type { Ask } from '../../core/edit/ask.ts';
import type { Identity } from './identity.ts';
import { mentions, plainText } from './plain-text.ts';
import { carriesFiles, filesOf, toUpload } from './slack-file.ts';

/** What an event of the Events API looks like, as far as it can ask for an edit. */
const envelope = z.object({
  event_id: z.string(),
  event: carriesFiles.extend({
    type: z.enum(['app_mention', 'message']),
    subtype: z.string().nullish(),
    channel: z.string(),
    channel_type: z.string().nullish(),
    user: z.string(),
    bot_id: z.string().nullish(),
    text: z.string().nullish(),
    ts: z.string(),
    thread_ts: z.string().nullish(),
    edited: z.unknown().optional(),
    hidden: z.boolean().nullish(),
  }),
});
type Event = z.infer<typeof envelope>['event'];

/** Messages that a person wrote; every other subtype tells of something else. */
const WRITTEN = [undefined, null, 'file_share', 'thread_broadcast'];

/**
 * What an event asks of the desk, or null when it asks nothing: a mention of the bot, or a message in its direct
 * conversation. `app_mention` and its twin `message` share a key, because Slack may send both, or only one.
 */
export function readEvent(body: unknown, self: Identity, heard: 'at once' | 'late' = 'at once'): Ask | null {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return null;
  const { event, event_id } = parsed.data;
  if (!isWritten(event, self) || !isAddressed(event, self)) return null;
  const text = plainText(event.text ?? '', self.user);
  const uploads = filesOf(event).map(toUpload);
  if (event.type === 'message' && isDirect(event) && text === '' && uploads.length === 0) return null;
  return {
    keys: [`slack:event:${event_id}`, `slack:message:${self.team}:${event.channel}:${event.ts}`],
    place: {
      platform: 'slack',
      team: self.team,
      channel: event.channel,
      thread: event.thread_ts ?? null,
      message: event.ts,
    },
    person: event.user,
    ...(heard === 'late' ? { writtenAt: Number(event.ts) * 1000 } : {}),
    text,
    uploads,
  };
}

/** By a person, and now: edits of a message arrive as events of their own. */
function isWritten(event: Event, self: Identity): boolean {
  const byPerson = !event.bot_id && event.user !== self.user;
  return byPerson && WRITTEN.includes(event.subtype) && event.edited === undefined && event.hidden !== true;
}

/** Talk in a thread is just talk, also in a direct conversation, unless it mentions the bot. */
function isAddressed(event: Event, self: Identity): boolean {
  return mentions(event.text ?? '', self.user) || (isDirect(event) && !event.thread_ts);
}

function isDirect(event: Event): boolean {
  return event.channel_type === 'im';
}

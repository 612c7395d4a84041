/**
 * Every place where dying would be worst: before and after each commit and each effect on the world. The crash tests kill
 * the bot at each of them. One that has many forms carries which one as its detail: the event of a commit, the slot of a
 * message.
 */
export const FAILPOINTS = [
  // A request: its events' names (the deduplication), the edit and its audit row are one transaction.
  'accept.before',
  'accept.within',
  'accept.after',
  'ack.before',
  'ack.after',
  // A move of an edit, by its event: the quote is `checked`, the hold `admitted`, the decision `approved` or `declined`, the
  // submit intent `attempt_started`, the stored id `accepted`, the post `take_fetched`.
  'commit.before',
  'commit.within',
  'commit.after',
  'fetch.before',
  'fetch.after',
  'probe.before',
  'probe.after',
  'upload.before',
  'upload.after',
  'submit.before',
  'submit.connected',
  'submit.sent',
  'submit.answered',
  'find.before',
  'find.after',
  'read.after',
  // A provider's call: judged, and stored before it is answered.
  'webhook.before',
  'webhook.after',
  'download.before',
  'download.after',
  // The thread, and its messages by slot.
  'thread.before',
  'thread.after',
  'post.before',
  'post.after',
  'post.stored',
  'update.before',
  'update.after',
  // The bytes of a take on their way into the thread.
  'file.before',
  'file.after',
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];

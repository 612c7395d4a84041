import { failpoint } from '#failpoint';

/** What a platform asks to be acknowledged: within three seconds, or it tells the person that nothing came. */
type Acknowledged = 'event' | 'command' | 'shortcut' | 'form' | 'press';

/** Acknowledges what a person did, between two failpoints: what must last of it was committed before. */
export async function acknowledging<T>(what: Acknowledged, acknowledge: () => Promise<T>): Promise<T> {
  failpoint('ack.before', what);
  const done = await acknowledge();
  failpoint('ack.after', what);
  return done;
}

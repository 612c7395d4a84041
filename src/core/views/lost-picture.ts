import { access } from 'node:fs/promises';
import type { Posted, Store } from '../store/store.ts';
import { type Message, slotOf } from './message.ts';

/**
 * A question is worth more than its picture: where that is gone from the disk before the message is posted, it goes
 * without. That is remembered, because a message that was posted without a picture cannot be changed into one with it.
 */
export async function withoutLostPicture(
  message: Message,
  posted: readonly Posted[],
  store: Pick<Store, 'savePosted'>,
): Promise<Message> {
  const picture = 'picture' in message ? message.picture : null;
  if (!picture) return message;
  const slot = `${slotOf(message)}:bare`;
  if (posted.some((each) => each.slot === slot)) return bare(message);
  const isThere = posted.some((each) => each.slot === slotOf(message) && each.ref !== null);
  if (isThere || (await exists(picture.path))) return message;
  await store.savePosted({ editId: message.edit, slot, ref: null, hash: null });
  return bare(message);
}

function bare(message: Message): Message {
  switch (message.kind) {
    case 'approval':
    case 'settlement': {
      const { picture: _lost, ...rest } = message;
      return rest;
    }
    case 'choice':
      return { ...message, picture: null };
    default:
      return message;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

import { createHash, randomUUID } from 'node:crypto';
import type { EditId } from '../edit/edit.ts';

/** The same 22 characters for every attempt at one message: platforms allow 25, an edit's id alone has 26. */
export function nonceOf(edit: EditId, slot: string): string {
  return createHash('sha256').update(`${edit}:${slot}`).digest('base64url').slice(0, 22);
}

/** Names a notice that belongs to no edit: as short as the platforms take it. */
export function noticeId(): string {
  return randomUUID().slice(0, 23);
}

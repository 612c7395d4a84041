import { setTimeout as pause } from 'node:timers/promises';
import type { Turn } from '../../core/turn.ts';

/** What a process needs to take something in and answer; the rest of Discord's three seconds is ours. */
const FIRST_MS = 1_200;

/**
 * Lets another process answer first, should there be one. Resolves at once, with false, while it is this process's turn
 * to hear Discord. Without its database a process cannot know: another may hear by now, and have its database.
 */
export type LetOthersFirst = () => Promise<boolean>;

export function othersFirst(turn: Pick<Turn, 'held'> | undefined): LetOthersFirst {
  return async () => {
    if (!turn || turn.held()) return false;
    await pause(FIRST_MS);
    return true;
  };
}

import type { Told } from '../transcript/told.ts';
import { DemoProblem } from './demo-problem.ts';
import { outcomeOf } from './edit-outcome.ts';
import type { Performance, Take } from './story.ts';
import { type Changes, whenThere } from './when-there.ts';

/** A thread that can be read again and again. */
export interface Readable {
  /** What belongs to the edit, oldest first. */
  messages: () => Told[];
  changes: Changes;
}

/**
 * Tells what happens in a thread until the edit's take is there, and resolves with its files.
 * @throws DemoProblem with the bot's own sentence when the edit ends without a take; the signal's reason when it aborts
 */
export async function followEdit(
  { messages, changes }: Readable,
  take: number,
  { telling, signal }: Performance,
): Promise<Pick<Take, 'file' | 'picture'>> {
  const thread = telling.thread();
  const look = () => {
    const now = messages();
    thread.show(now);
    return outcomeOf(now, take);
  };
  try {
    const outcome = await whenThere(changes, look, signal);
    if (outcome.kind === 'delivered') return { file: outcome.file, picture: outcome.picture };
    throw new DemoProblem(`The bot brought no take: ${outcome.why}`);
  } finally {
    thread.end();
  }
}

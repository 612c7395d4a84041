import { decide } from './deciding.ts';
import type { PressAnswer } from './desk.ts';
import type { Edit } from './edit/edit.ts';
import { deskNotes } from './views/desk-wording.ts';

/**
 * Somebody cancels what the provider works on: it can only be asked to stop, where it takes that at all, and the person is
 * told what that means.
 */
export async function stopRunning(
  edit: Edit,
  person: string,
  parts: Parameters<typeof decide>[4] & { canStop(model: string): boolean },
): Promise<PressAnswer> {
  if (!parts.canStop(edit.wish.model)) return { kind: 'note', line: deskNotes.tooLateToCancel(edit, false) };
  const eventFor = (now: Edit) =>
    now.state === 'running' && now.stopAskedBy === undefined
      ? ({ type: 'stop_asked', by: person } as const)
      : null;
  const decided = await decide(edit, person, eventFor, { caps: [] }, parts);
  if (decided.kind === 'done') return { kind: 'note', line: deskNotes.stopAsked() };
  const line = decided.kind === 'too_late' ? deskNotes.tooLateToCancel(decided.edit, true) : deskNotes.busy();
  return { kind: 'note', line };
}

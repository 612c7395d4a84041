import { type Edit, hasEnded } from '../edit/edit.ts';
import { isKeptWaiting } from '../edit/elsewhere.ts';
import { waitsUntil } from '../edit/transition.ts';
import { formatDollars } from '../money/micros.ts';
import { imageChangesWording } from './change-wording.ts';
import type { Facts } from './facts.ts';
import { clockTime, shorten } from './figures.ts';
import type { Line } from './message.ts';
import { partNotes } from './parts-view.ts';
import { neverNamed, whichIsWhich } from './reference-wording.ts';

/** Things worth knowing that stop nothing. */
export function statusNotes(edit: Edit, facts: Facts): Line[] {
  const which = whichIsWhich(edit);
  const lines: Line[] = [...(which ? [which] : []), ...neverNamed(edit)].map((text) => [text]);
  for (const { name, changes } of ('references' in edit && edit.references) || []) {
    if (changes) lines.push([`${shorten(name, 60)} was ${imageChangesWording(changes)}.`]);
  }
  if (edit.state === 'unresolved' && edit.contradicts) {
    lines.push([
      `${facts.model.provider} says that this edit ran after all. ${formatDollars(edit.hold.amount)} are set aside for it again until it is found or settled.`,
    ]);
  } else if (edit.state === 'unresolved') {
    lines.push([
      `The provider's answer was lost, so nobody knows yet whether the edit runs. It will not be sent again by itself; ${formatDollars(edit.hold.amount)} stay set aside until it is found or settled.`,
    ]);
  }
  if (edit.state === 'running' && edit.stopAskedBy !== undefined) {
    lines.push([
      { person: edit.stopAskedBy },
      ' wants it stopped. The provider may finish and charge it all the same; then the take comes here.',
    ]);
  }
  const { paused, firstMeeting } = facts;
  if (firstMeeting) lines.push(firstMeeting);
  if (paused) {
    lines.push([
      { person: paused.by },
      ' has paused new edits. This one goes on by itself when they are resumed; nothing is charged until then.',
    ]);
  }
  if (!hasEnded(edit) && edit.tries > 1) {
    const what = isKeptWaiting(edit) ? `${facts.model.provider} did not take it` : 'This step did not work';
    lines.push([`${what} ${edit.tries} times. Recut keeps trying.`]);
    const until = waitsUntil(edit);
    if (until !== null) {
      const time = clockTime(until, facts.timeZone);
      lines.push([
        `It waits for ${facts.model.provider} until ${time} at the latest; then it ends, and nothing is charged.`,
      ]);
    }
  }
  if (edit.state === 'assembling') lines.push(...partNotes(edit, facts));
  return lines;
}

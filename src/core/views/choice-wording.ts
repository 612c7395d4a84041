import type { Edit } from '../edit/edit.ts';
import { hasEnded } from '../edit/edit.ts';
import type { Line } from './message.ts';

/** What the desk says to one person alone about the length of a clip and its parts. */
export const choiceNotes = {
  chosenAlready: (edit: Edit): Line => [
    hasEnded(edit)
      ? 'This edit has ended already. Ask for it again to choose anew.'
      : 'That was chosen already: see further down in this thread.',
  ],
  decidedAlready: (): Line => ['That was decided already: see the status of this edit.'],
};

import { type Edit, hasEnded } from '../edit/edit.ts';
import type { Line } from './message.ts';

const WORKING =
  'The provider is already working on it and charges for it either way, so it is not stopped. The take will come here.';

/** What the desk says to one person alone. */
export const deskNotes = {
  unknownEdit: (): Line => ['Recut does not know this edit here any more. Ask for it again.'],
  unknownButton: (): Line => ['This button does nothing any more.'],
  unknownForm: (): Line => ['This form is about something that is not here any more. Nothing was changed.'],
  unknownCommand: (name: string): Line => [
    `Recut does not know /${name}. Whoever runs Recut can update its commands.`,
  ],
  notYours: (person: string): Line => ['Only ', { person }, ' can do this, who asked for the edit.'],
  endedAlready: (): Line => ['This edit has ended already.'],
  /** Why it is not cancelled any more, and what that costs. */
  tooLateToCancel(edit: Edit): Line {
    if (hasEnded(edit)) return ['This edit has ended already.'];
    switch (edit.state) {
      case 'assembling':
        return ['This was cancelled already: the status says which parts may still be charged.'];
      case 'unresolved':
        return [
          'Nobody knows yet whether the provider has it, so it cannot be cancelled. It is not sent again, and nothing is charged until it is found or settled.',
        ];
      case 'fetching':
      case 'delivering':
        return ['The provider has finished it already and charges for it. The take will come here.'];
      case 'running':
        return edit.stopAskedBy === undefined
          ? [WORKING]
          : [
              'The provider was asked to stop it already. If it finishes all the same, it is charged, and the take comes here.',
            ];
      default:
        return [WORKING];
    }
  },
  stopAsked: (): Line => [
    'The provider is asked to stop it. If it has begun, it may finish and charge it all the same; then the take comes here.',
  ],
  triedAlready: (): Line => ['That was pressed already: see further down in this thread.'],
  busy: (): Line => ['This edit is just moving on. Press again in a moment.'],
};

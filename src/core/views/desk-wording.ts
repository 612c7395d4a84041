import { type Edit, hasEnded } from '../edit/edit.ts';
import type { Line } from './message.ts';

const WORKING =
  'The provider is already working on it, cannot be asked to stop, and charges for it either way. The take will come here.';

const BUSY = 'This edit is just moving on. Press again in a moment.';

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
  /** Why it is not cancelled now, what that costs, and what can be done; `canStop`: its provider can be asked to stop. */
  tooLateToCancel(edit: Edit, canStop: boolean): Line {
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
          ? [canStop ? BUSY : WORKING]
          : [
              'The provider was asked to stop it already. If it finishes all the same, it is charged, and the take comes here.',
            ];
      default:
        return [
          'It is on its way to the provider at this moment, and cannot be called back. If the provider does not take it, nothing is charged. If it does, ',
          canStop
            ? 'press Cancel again then: the provider is asked to stop.'
            : 'it cannot be asked to stop: the edit is charged, and the take comes here.',
        ];
    }
  },
  stopAsked: (): Line => [
    'The provider is asked to stop it. If it has begun, it may finish and charge it all the same; then the take comes here.',
  ],
  triedAlready: (): Line => ['That was pressed already: see further down in this thread.'],
  busy: (): Line => [BUSY],
};

import type { Line } from './message.ts';

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
  tooLateToCancel: (): Line => [
    'The provider is already working on it and charges for it either way, so it is not stopped. The take will come here.',
  ],
  stopAsked: (): Line => [
    'The provider is asked to stop it. If it has begun, it may finish and charge it all the same; then the take comes here.',
  ],
  triedAlready: (): Line => ['That was pressed already: see further down in this thread.'],
  busy: (): Line => ['This edit is just moving on. Press again in a moment.'],
};

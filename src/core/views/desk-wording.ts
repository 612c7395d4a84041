import type { Line } from './message.ts';

/** What the desk says to one person alone. */
export const deskNotes = {
  unknownEdit: (): Line => ['Recut does not know this edit here any more. Ask for it again.'],
  unknownButton: (): Line => ['This button does nothing any more.'],
  notYours: (person: string): Line => ['Only ', { person }, ' can do this, who asked for the edit.'],
  endedAlready: (): Line => ['This edit has ended already.'],
  tooLateToCancel: (): Line => [
    'The provider is already working on it and charges for it either way, so it is not stopped. The take will come here.',
  ],
  triedAlready: (): Line => ['That was pressed already: see further down in this thread.'],
  busy: (): Line => ['This edit is just moving on. Press again in a moment.'],
};

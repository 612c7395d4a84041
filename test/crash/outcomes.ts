import type { EditState } from '../../src/core/edit/edit.ts';
import type { Story } from '../journeys/story.ts';
import type { Way } from './asker.ts';

/** What an edit is to come to, whatever happens to the bot on the way. */
export interface Outcome extends Ending {
  name: 'delivered' | 'declined' | 'failed' | 'ambiguous' | 'by command' | 'by shortcut';
  way: Way;
  /** Tells the provider how to behave. */
  arrange(story: Story): void;
  /** What the approver does with the card. */
  decide(story: Story, thread: string): Promise<void>;
  /** The button that shows that the card can be decided. */
  button: string;
}

export interface Ending {
  state: EditState;
  /** What the status says in the end. */
  sentence: string;
  /** What the ledger holds of the edit in the end. */
  money: string;
  submissions: number;
  takes: number;
}

const PRICE = '$1.08';

const approve = (story: Story, thread: string) => story.stage.press(thread, 'Approve', 'Dana');

const delivered: Outcome = {
  name: 'delivered',
  way: 'mention',
  arrange: () => undefined,
  decide: approve,
  button: 'Approve',
  state: 'delivered',
  sentence: `Done · ${PRICE} charged`,
  money: `hold ${PRICE}, post ${PRICE}`,
  submissions: 1,
  takes: 1,
};

/** What becomes of a submission that was written down and never left: nobody can find it, and an approver says so. */
export const NEVER_LEFT: Ending = {
  state: 'failed',
  sentence: 'It did not run, says @Dana',
  money: `hold ${PRICE}, void ${PRICE}`,
  submissions: 0,
  takes: 0,
};

/** The button that settles such a submission. */
export const IT_DID_NOT = 'It did not…';

export const OUTCOMES: readonly Outcome[] = [
  delivered,
  {
    name: 'declined',
    way: 'mention',
    arrange: () => undefined,
    decide: (story, thread) => story.stage.pressForReason(thread, 'Decline…', 'not this week', 'Dana'),
    button: 'Decline…',
    state: 'declined',
    sentence: 'not this week',
    money: '',
    submissions: 0,
    takes: 0,
  },
  {
    name: 'failed',
    way: 'mention',
    arrange: ({ house }) =>
      house.sandbox.wavespeed.endNext({ status: 'failed', code: 5000, error: 'Internal server error' }),
    decide: approve,
    button: 'Approve',
    state: 'failed',
    sentence: 'Nothing was charged',
    money: `hold ${PRICE}, void ${PRICE}`,
    submissions: 1,
    takes: 0,
  },
  {
    ...delivered,
    name: 'ambiguous',
    // The provider takes the submission; its answer never arrives.
    arrange: ({ house }) => house.sandbox.wavespeed.faults.add('submit', { kind: 'reset_after_accept' }),
  },
  { ...delivered, name: 'by command', way: 'command' },
  { ...delivered, name: 'by shortcut', way: 'shortcut' },
];

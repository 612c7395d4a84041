import type { Edit, EditState } from '../edit/edit.ts';
import type { Kit, Outcome, StepOf } from './kit.ts';
import { admit, expireApproval } from './steps/admit.ts';
import { expireChoice } from './steps/ask-length.ts';
import { assemble } from './steps/assemble.ts';
import { check } from './steps/check.ts';
import { deliver } from './steps/deliver.ts';
import { fetchSource } from './steps/fetch-source.ts';
import { fetchTake } from './steps/fetch-take.ts';
import { find } from './steps/find.ts';
import { poll } from './steps/poll.ts';
import { prepare, takePlace } from './steps/prepare.ts';
import { submit } from './steps/submit.ts';

type Steps = { readonly [S in EditState]?: StepOf<S> };

/** The one step of each state; a state without one waits for a person or has ended. */
const STEPS: Steps = {
  requested: fetchSource,
  checking: check,
  choosing: expireChoice,
  quoted: admit,
  awaiting_approval: expireApproval,
  approved: takePlace,
  preparing: prepare,
  submitting: submit,
  unresolved: find,
  running: poll,
  fetching: fetchTake,
  assembling: assemble,
  delivering: deliver,
};

/** Takes the step that belongs to the edit's state; null when there is none. */
export async function takeStep(edit: Edit, kit: Kit, signal: AbortSignal): Promise<Outcome | null> {
  const step = STEPS[edit.state] as StepOf<EditState> | undefined;
  return step ? step(edit, kit, signal) : null;
}

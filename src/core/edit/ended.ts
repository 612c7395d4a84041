import type { Millis } from '../clock.ts';
import type { Quote } from '../money/quote.ts';
import type { Bill } from '../money/settlement.ts';
import type { Approval } from './approval.ts';
import type { Clip } from './clip.ts';
import type { Doubt } from './doubt.ts';
import type { EditId, Held, Prediction, ProviderInputs, Step } from './edit.ts';
import type { Reason } from './reason.ts';

/** What an edit was that an approver settled as never run: kept in case its provider tells otherwise. */
export interface NotRun extends Pick<Held, 'references' | 'hold'> {
  inputs: ProviderInputs;
  attemptAt: Millis;
}

/** What is known of an edit that ended without a take. */
export interface Ended {
  reason: Reason;
  /** The step at which it ended. */
  at: Step;
  clip: Clip | null;
  quote: Quote | null;
  approval: Approval | null;
  doubt?: Doubt;
  /** The edit that goes on for it at another provider, and the key of the model there. */
  instead?: { edit: EditId; model: string };
  notRun?: NotRun;
  /** What was submitted for it before it ended without a take. */
  prediction?: Prediction;
  /** What the provider's bill says of that; nobody here is charged for it. */
  bill?: Bill;
}

import type { Millis } from '../clock.ts';
import type { Hold } from '../money/ledger.ts';
import type { Micros } from '../money/micros.ts';
import type { Quote } from '../money/quote.ts';
import type { Shorter } from '../money/shorter.ts';
import type { Approval } from './approval.ts';
import type { Answer, Missing, Question } from './choosing.ts';
import type { Clip, FetchedFile, Fit, ReferenceImage } from './clip.ts';
import type { Edit, EditId, Presentation, ProviderInputs, Take } from './edit.ts';
import type { Reason } from './reason.ts';
import type { Part } from './whole.ts';

/** What can happen to an edit: outcomes of the runner's steps, and decisions of people. */
export type EditEvent =
  | { type: 'fetched'; clip: FetchedFile; images: readonly FetchedFile[] }
  /** The clip has to be encoded anew before it can be priced. */
  | { type: 'fit_planned'; fit: Fit; references: readonly ReferenceImage[] }
  /** The clip is too long or too short, and the person can say what to do. */
  | { type: 'choice_asked'; question: Question; until: Millis }
  | { type: 'chosen'; answer: Answer }
  | { type: 'choice_expired' }
  | {
      type: 'checked';
      clip: Clip;
      references: readonly ReferenceImage[];
      quote: Quote;
      parts?: readonly Part[];
    }
  /** The request, the clip or a cap does not allow it; nothing was submitted. */
  | { type: 'refused'; reason: Reason }
  /** A person ran what so far was only a question for the price. */
  | { type: 'run' }
  | { type: 'requoted'; quote: Quote; parts?: readonly Part[] }
  | { type: 'quote_expired' }
  | { type: 'admitted'; hold: Hold }
  | { type: 'approval_asked'; approval: Approval }
  /** `hold` is placed when this is the last approval that is needed. */
  | { type: 'approved'; by: string; exception: string | null; hold: Hold; shorter?: Shorter }
  /** The clip is cut to the beginning that was approved. */
  | { type: 'shortened'; clip: Clip }
  | { type: 'declined'; by: string; why: string }
  | { type: 'approval_expired' }
  /** Nobody has decided so far: the approvers are called once more. */
  | { type: 'reminded' }
  | { type: 'slot_taken' }
  | { type: 'prepared'; inputs: ProviderInputs; quote: Quote }
  /** From here on the submission may have left. */
  | { type: 'attempt_started' }
  | { type: 'accepted'; predictionId: string }
  | { type: 'not_delivered'; retryAfterMs: number | null }
  | { type: 'rejected'; reason: Reason }
  /**
   * The provider let it down, and nothing was submitted or made of what was: it goes on at the next one. By somebody who
   * would not wait any longer, or else by itself.
   */
  | { type: 'gave_way'; reason: Reason; instead: Edit; by?: string }
  /** The same of a part of a clip, which stays the edit that it is: it is priced and admitted anew. */
  | {
      type: 'part_moved';
      model: string;
      quote: Quote;
      letDownBy: readonly string[];
      reason: Reason;
      by?: string;
    }
  /** The answer was lost, or whoever sent it died. */
  | { type: 'ambiguous' }
  /** Nobody could find it, and an approver says what became of it: it runs, or ran, under this id. */
  | { type: 'settled_as_run'; by: string; predictionId: string }
  /** An approver settled that it never ran, and its provider tells that it did. */
  | { type: 'contradicted'; predictionId: string }
  /** It was charged, and no take will come of it. */
  | { type: 'settled_as_charged'; by: string; amount: Micros }
  /** It never ran and was not charged. */
  | { type: 'settled_as_not_run'; by: string; why: string }
  /** The provider told that it is done with the prediction of this edit. A hint: it makes the edit due. */
  | { type: 'called_back'; predictionId: string }
  | { type: 'completed'; sensitive: boolean }
  | { type: 'prediction_failed'; reason: Reason }
  | { type: 'prediction_unknown' }
  /** `billed`: what the provider's bill says already. */
  | { type: 'take_fetched'; take: Take; withheld: 'sensitive' | null; billed?: Micros | null }
  /** The provider's bill says this of an edit that is over. */
  | { type: 'billed'; amount: Micros }
  /** A person wants it stopped, and the provider was asked to. */
  | { type: 'stop_asked'; by: string }
  /** The provider has stopped it, and charges nothing. */
  | { type: 'stopped' }
  | { type: 'take_lost'; reason: Reason }
  /** It is worked out, and on disk, how the take is shown. */
  | { type: 'presented'; presentation: Presentation }
  /** The platform refused a message whose largest file has this many bytes. */
  | { type: 'too_big'; bytes: number }
  | { type: 'delivered' }
  /** For a day nobody could be shown the take: `link` is where it can be had, if there is a place for it. */
  | { type: 'undeliverable'; link: Presentation['link'] }
  /** Of a clip in parts: everything has ended, some of it without a take; what then is up to the person until then. */
  | { type: 'parts_failed'; decideBy: Millis }
  | { type: 'part_retried'; part: EditId; again: Edit }
  | { type: 'parts_given_up' }
  /** The takes of its parts cannot be joined: they are shown one by one. `charged` is what they cost together. */
  | { type: 'not_joined'; parts: number; charged: Micros }
  /** No part came to a take. */
  | { type: 'parts_lost'; reason: Reason }
  | {
      type: 'joined';
      take: Take;
      charged: Micros;
      withheld: 'sensitive' | null;
      missing: readonly Missing[];
    }
  /** A part of a clip that was made is to be shown on its own. */
  | { type: 'part_wanted' }
  | { type: 'cancelled'; by: string }
  /** The store is a backup of that time: what happened since is not known here. */
  | { type: 'restored'; backupAt: Millis }
  /** A step failed in a way that may pass; `reason` is what is said if it never does. */
  | { type: 'troubled'; reason: Reason; retryAfterMs: Millis | null };

export type EditEventType = EditEvent['type'];

/**
 * The edit: one request to change one clip by one prompt. The unit of work, money and audit.
 *
 * team: the tenant, one Slack workspace or Discord server · take: the clip that an edit produced · prediction: the
 * provider's own task · quote: the price of exactly this edit · hold: money set aside before anything is submitted ·
 * post: a hold becomes a charge · void: it is given back · thread: the conversation of an edit.
 */
import type { Millis } from '../clock.ts';
import type { Hold } from '../money/ledger.ts';
import type { Micros } from '../money/micros.ts';
import type { Quote } from '../money/quote.ts';
import type { Bill } from '../money/settlement.ts';
import type { Approval } from './approval.ts';
import type { Choice, Missing, PartPlan } from './choosing.ts';
import type { Clip, ClipSource, FetchedFile, Fit, ImageSource, ReferenceImage } from './clip.ts';
import type { Contradiction, Doubt } from './doubt.ts';
import type { Ended } from './ended.ts';
import type { Assembly, Part } from './whole.ts';

/** A ULID: sorts by the time the edit was asked for. */
export type EditId = string & { readonly kind: 'edit id' };

/** Where an edit was asked for. All ids are the platform's own. */
export interface Place {
  platform: string;
  team: string;
  channel: string;
  /** The thread it was asked in, or null when its thread is still to be opened. */
  thread: string | null;
  /** The message that asked, when there is one: the thread hangs on it. */
  message: string | null;
}

export type Quality = 'draft' | 'final';

/** A stretch of the clip in milliseconds; `to` null is its end. */
export interface Window {
  from: Millis;
  to: Millis | null;
}

/** What the person wants done. Fixed when the edit is accepted. */
export interface Wish {
  prompt: string;
  /** Key of the catalogue, such as `wavespeed/kling-o3-pro`. */
  model: string;
  keepSound: boolean;
  window: Window | null;
  /** A clip that is too short is made longer by its last frame; the person agreed to that. */
  holdLastFrame?: boolean;
  /** Ask for the price only; a button runs it. */
  quoteOnly: boolean;
  /** How many pictures each element has: they are the last of the edit's images. Left out when there are none. */
  elements?: readonly number[];
  /** What the saved names in the prompt stand for, without their @: `@Element1` under `mascot`. */
  named?: Readonly<Record<string, string>>;
  /** Asked for outright, where the model lets one choose: the shape of the result, such as `9:16`, … */
  aspectRatio?: string;
  /** … how long it is, … */
  seconds?: number;
  /** … and how it is cut, by the provider's word for it. */
  shotType?: string;
}

interface Base {
  id: EditId;
  /** Grows by one with every commit; a commit is fenced by the version it read. */
  version: number;
  place: Place;
  /** Who asked: the platform's id of the person. */
  person: string;
  wish: Wish;
  source: ClipSource;
  /** The reference images in the order of their numbers, and behind them the pictures of the elements. */
  images: readonly ImageSource[];
  /** The edit whose clip this is a part of. Its thread shows the whole. */
  partOf?: EditId;
  /** Which of them it is, from 1 on; left out when it is none, and by earlier versions. */
  part?: { number: number; of: number };
  /** The providers that let it down before it went on at this one; left out when none did. */
  letDownBy?: readonly string[];
  /** What was asked about the length of the clip; left out when nothing was. */
  choice?: Choice;
  askedAt: Millis;
  /** When the present state was entered. */
  since: Millis;
  /** How often the present step has failed in a way that may pass. */
  tries: number;
  /** When the runner is to take the next step; null rests until an event comes. */
  dueAt: Millis | null;
}

/** Known once the clip was checked. */
export interface Checked {
  clip: Clip;
  references: readonly ReferenceImage[];
  quote: Quote;
  /** What was asked of approvers; null while nothing was. */
  approval: Approval | null;
  /** How often approvers were asked before its price changed; left out: never. */
  askedBefore?: number;
  /** Only so much of the clip's beginning was approved, and it is still to be cut. */
  shortenTo?: Millis;
  /** What a clip that is edited in parts consists of, in order; the quote is for all of them. */
  parts?: readonly Part[];
}

/** Known while money is set aside. */
export interface Held extends Checked {
  hold: Hold;
  /** Set once nobody knew whether the submission had arrived; stays when that is over. */
  doubt?: Doubt;
  /** Set once its provider told that it ran after an approver had settled that it did not. */
  contradicts?: Contradiction;
}

/** Where the provider finds what it is to work on. */
export interface ProviderInputs {
  videoUrl: string;
  imageUrls: readonly string[];
  /** `@Element1` is the first of them; left out when there are none. */
  elements?: readonly ProviderElement[];
  /** The secret part of the address at which the provider tells that it is done; left out where it does not tell. */
  webhook?: string;
}

/** A character or an object, by the addresses of its pictures. */
export interface ProviderElement {
  frontalUrl: string;
  viewUrls: readonly string[];
}

export interface Prediction {
  id: string;
  submittedAt: Millis;
}

/** What the provider made, on our disk. */
export interface Take extends Clip {
  /** 1 for the first take of a thread. */
  number: number;
  sensitive: boolean;
  /** What was done to its sound, because it was not what had been asked for; left out when nothing was. */
  sound?: 'put_back' | 'removed';
}

/** A file in the edit's own folder of the workspace. */
export interface KeptFile {
  file: string;
  bytes: number;
}

/** How a take is brought into its thread. */
export interface Presentation {
  /** What is posted: the take itself, or a smaller copy of it; null when the platform takes neither. */
  file: KeptFile | null;
  /** The same moments of the clip and the take, one above the other; null when it could not be made. */
  comparison: KeptFile | null;
  /** Some seconds of the take as a picture that moves, where the platform does not play the take itself. */
  preview: KeptFile | null;
  /** Where the whole take can be had and until when, if something else is posted and there is a place for it. */
  link: { url: string; until: Millis } | null;
}

/** How far an edit came: the steps that people see, in order. */
export const STEPS = [
  'fetch',
  'check',
  'quote',
  'approval',
  'upload',
  'edit',
  'download',
  'deliver',
] as const;
export type Step = (typeof STEPS)[number];

export type Edit =
  /** Accepted and durable; its clip is to be fetched. In these parts, where an earlier edit of it was made in them. */
  | (Base & { state: 'requested'; parts?: readonly PartPlan[] })
  /** The bytes are here and are being judged. */
  | (Base & { state: 'checking'; clipFile: string; clipName: string; imageFiles: readonly FetchedFile[] } & {
      /** What is being done to the clip so that the model takes it, once that is known. */
      fitting?: { fit: Fit; references: readonly ReferenceImage[] };
      /** What it is cut into, where it is to be edited in parts. */
      parts?: readonly PartPlan[];
    })
  /** Its clip is too long or too short: the person is asked what to do. Due when the question expires. */
  | (Base & { state: 'choosing'; clipFile: string; clipName: string; imageFiles: readonly FetchedFile[] } & {
      choice: Choice;
    })
  /** Priced. Runs on by itself unless only the price was asked for. */
  | (Base & { state: 'quoted' } & Checked)
  /** The thread asks the approvers. Due when the question expires. */
  | (Base & { state: 'awaiting_approval' } & Checked & { approval: Approval })
  /** May spend; waits for a free place at the provider. */
  | (Base & { state: 'approved' } & Held)
  /** Its files are being given to the provider. */
  | (Base & { state: 'preparing' } & Held)
  /** The submission leaves after `attemptAt` is committed; a claim that finds it set must not send again. */
  | (Base & { state: 'submitting' } & Held & { inputs: ProviderInputs; attemptAt: Millis | null })
  /** Nobody knows whether the submission arrived. The hold stays; it is looked for, never sent again. */
  | (Base & { state: 'unresolved' } & Held & {
        inputs: ProviderInputs;
        attemptAt: Millis;
        prediction: Prediction | null;
      })
  /** The provider works on it. */
  | (Base & { state: 'running' } & Held & {
        inputs: ProviderInputs;
        prediction: Prediction;
        /** Who wants it stopped; the provider may finish and charge it all the same. */
        stopAskedBy?: string;
        /** When it told that it is done, which is yet to be seen. */
        calledBackAt?: Millis;
      })
  /** The provider is done; the take is being brought home. */
  | (Base & { state: 'fetching' } & Held & {
        inputs: ProviderInputs;
        prediction: Prediction;
        finishedAt: Millis;
        sensitive: boolean;
        /** Who wanted it stopped, and was too late. */
        stopAskedBy?: string;
      })
  /** Its parts are edits of their own: it waits for them, and joins what they made. */
  | (Base & { state: 'assembling' } & Checked & Assembly)
  /** Charged; the take is here and goes into the thread. */
  | (Base & { state: 'delivering' } & Done)
  | (Base & { state: 'delivered' } & Done)
  /** Refused before anything was submitted: the request, the clip or a cap does not allow it. */
  | (Base & { state: 'refused' } & Ended)
  /** Something else or someone else prevented it; nothing was charged. */
  | (Base & { state: 'failed' } & Ended)
  | (Base & { state: 'cancelled' } & Ended & { by: string })
  /** An approver said no. */
  | (Base & { state: 'declined' } & Ended & { by: string })
  /** Nobody ran it, or nobody decided, in time. */
  | (Base & { state: 'expired' } & Ended);

export interface Done extends Checked {
  /** Null of a clip in parts: each part has its own. */
  hold: Hold | null;
  prediction: Prediction | null;
  /** When the provider was given it, or the first part of it. */
  startedAt: Millis;
  /** What a clip in parts was joined without. */
  missing?: readonly Missing[];
  /** Of a part: it is shown on its own. */
  shown?: boolean;
  finishedAt: Millis;
  /** Who wanted it stopped, which came too late. */
  stopAskedBy?: string;
  take: Take;
  charged: Micros;
  /** What the provider's bill says; left out until it was read. */
  bill?: Bill;
  /** Why the file itself is kept back from the thread; null when it is not. `too_big` is of earlier versions. */
  withheld: 'sensitive' | 'too_big' | null;
  /** Left out until it is worked out. */
  presentation?: Presentation;
  /** Its thread is gone, or takes no files: the take is kept, and was shown nowhere. */
  nowhere?: boolean;
  /** The platform was found to refuse larger files than this, in bytes; left out while it refused none. */
  uploadLimit?: number;
}

export type EditState = Edit['state'];
export type EditIn<S extends EditState> = Extract<Edit, { state: S }>;

const ENDED: ReadonlySet<EditState> = new Set([
  'delivered',
  'refused',
  'failed',
  'cancelled',
  'declined',
  'expired',
]);

/** Nothing more happens to it by itself. */
export function hasEnded(edit: Edit): boolean {
  return ENDED.has(edit.state);
}

/** Money is set aside for it and not yet charged. */
export function isHeld(
  edit: Edit,
): edit is EditIn<'approved' | 'preparing' | 'submitting' | 'unresolved' | 'running' | 'fetching'> {
  return ['approved', 'preparing', 'submitting', 'unresolved', 'running', 'fetching'].includes(edit.state);
}

import type { Millis } from '../clock.ts';
import type { ClipSource, ImageSource } from './clip.ts';
import type { EditId, Place, Quality } from './edit.ts';

/** A request as a bot understood it, before the core judges it. */
export interface Ask {
  /**
   * Names of the event that asked, the same on every redelivery (`slack:event:Ev1`, `slack:message:T1:C1:1763.1`).
   * A request is accepted once for all of them.
   */
  keys: readonly string[];
  place: Place;
  person: string;
  /** When it was written, of a request that the bot did not hear at once; left out of any other. */
  writtenAt?: Millis;
  /** What was typed, without the mention of the bot; options such as `--final` and a link to a clip may stand in it. */
  text: string;
  /** Uploads that came with it. Videos and images are told apart by the declared type here, and by their bytes later. */
  uploads: readonly Upload[];
  /** A form or command names these outright; they win over what stands in the text. */
  chosen?: Chosen;
}

export interface Chosen {
  clip?: ClipSource;
  images?: readonly ImageSource[];
  /** The pictures of each element, its frontal image first. */
  elements?: readonly (readonly ImageSource[])[];
  quality?: Quality;
  keepSound?: boolean;
  /** As typed: "0:02", "7", "1:05.5". */
  from?: string;
  to?: string;
  quoteOnly?: boolean;
  /** As chosen or typed: "9:16". */
  aspectRatio?: string;
  /** As chosen or typed: "5". */
  seconds?: string;
  shotType?: string;
}

export interface Upload {
  ref: string;
  name: string;
  bytes: number | null;
  /** The platform's declared type, such as `video/quicktime`; may be empty. */
  mimeType: string;
}

/** What a form needs to know to be drawn. */
export interface FormFacts {
  /** `label` also names the model that the team has for it. */
  qualities: readonly { quality: Quality; name: string; label: string }[];
  defaultQuality: Quality;
  maxImages: number;
  maxElements: number;
  /** Of an element, besides its frontal image. */
  maxViews: number;
  /** Empty where there is nothing to choose; so are the shot types. */
  aspectRatios: readonly string[];
  shotTypes: readonly string[];
  /** How long the result may be, in whole seconds; null where the clip decides. */
  seconds: { min: number; max: number } | null;
  maxPromptLength: number;
}

/** Something wrong with what stands in a form, to be shown beside its field. */
export interface FieldProblem {
  field: 'prompt' | 'clip' | 'images' | 'elements' | 'from' | 'to';
  text: string;
}

/** A press of one of Recut's own buttons. Its ids come from outside and are checked against the store. */
export interface Press {
  keys: readonly string[];
  action: string;
  edit: EditId;
  person: string;
  /** What was typed into the form that asks for it. */
  reason?: string;
  /** Where the button was pressed: an edit of another team cannot be touched. */
  place: Pick<Place, 'platform' | 'team' | 'channel'>;
}

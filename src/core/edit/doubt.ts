import type { Millis } from '../clock.ts';

/** A time in which nobody knew whether the submission had arrived. */
export interface Doubt {
  since: Millis;
  /** When it was found or settled; null while neither has happened. */
  until: Millis | null;
  /** The approver who settled it; null while nobody has, and when it was found. */
  settledBy: string | null;
}

/** What its provider told of an edit that an approver had settled as never run. */
export interface Contradiction {
  settledBy: string;
  /** The id that its provider knows it by. */
  predictionId: string;
}

import type { ProviderRig } from './rig.ts';

/** A provider's row in the suite. */
export interface ProviderRow {
  name: string;
  offers: Offers;
  start(): Promise<ProviderRig>;
}

/** What not every service has. Where one lacks it, its adapter has to say null rather than guess. */
export interface Offers {
  /** A list of predictions in which a lost one can be recognised. */
  list: boolean;
  /** A price for exactly this submission, asked live. */
  livePrice: boolean;
  balance: boolean;
  /** A bill that names single predictions. */
  bill: boolean;
  /** Webhooks for single submissions. */
  webhooks: boolean;
  /** Marks on takes that may be sensitive. */
  sensitiveMarks: boolean;
  /** The shapes in which it may give the addresses of takes, each known to the rig's `setOutputs`. */
  outputShapes: readonly string[];
}

import type { Millis } from '../clock.ts';
import type { Micros } from './micros.ts';

/** The price of exactly one edit. */
export interface Quote {
  amount: Micros;
  /** Key of the model in the catalogue. */
  model: string;
  /** What the provider bills, in milliseconds of video, after its minimum and maximum. */
  billedMs: number;
  /** Price of one second, for the explanation. */
  perSecond: Micros;
  /** Where the price was read: the dated list, the operator's own file, or the provider just now. */
  source: 'list' | 'operator' | 'live';
  /** The date of a listed price, such as 2026-11-22. */
  readOn: string;
  /** It holds until then. */
  validUntil: Millis;
}

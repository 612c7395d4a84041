import type { Account } from '../provider/account.ts';
import type { InputMedia } from '../provider/input-media.ts';
import type { Predictions } from '../provider/predictions.ts';
import type { TakeMaker } from '../provider/take-maker.ts';
import type { Prediction } from './prediction.ts';
import type { Switches } from './switches.ts';
import type { Uploads } from './uploads.ts';
import type { Workshop } from './workshop.ts';

/** All that the routes of the stand-in share. */
export interface Desk {
  /** Where the stand-in is reached, without a trailing slash. */
  url: string;
  apiKey: string;
  switches: Switches;
  predictions: Predictions<Prediction>;
  account: Account;
  media: InputMedia;
  uploads: Uploads;
  workshop: Workshop;
  takes: TakeMaker;
  counts: { polls: number };
}

import type { Millis } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import type { Settings } from '../money/settings.ts';
import type { Line } from '../views/message.ts';
import type { Actor } from './store.ts';

/** What a team has set; version 0 sets nothing. */
export interface StoredSettings {
  version: number;
  settings: Settings;
}

/** A new version of what a team has set, and who made it. */
export interface SettingsChange {
  platform: string;
  team: string;
  version: number;
  at: Millis;
  actor: Actor;
  /** What was changed, in a word: `cap`, `pause`. */
  what: string;
  after: Settings;
  /** What is to be said of it in public; left out where nothing is. */
  notice?: WaitingNotice;
}

export interface RecordedChange extends Omit<SettingsChange, 'notice'> {
  before: Settings;
}

/** Something that a channel is still to be told. */
export interface WaitingNotice {
  /** At most 25 characters. */
  id: string;
  place: Pick<Place, 'platform' | 'team' | 'channel'>;
  line: Line;
  at: Millis;
}

import type { Told, ToldFile } from '../transcript/told.ts';
import type { Place } from './drawn-message.ts';
import type { Telling } from './telling.ts';

/** One story, as it was played. */
export interface Story {
  readonly platform: 'Slack' | 'Discord';
  readonly channel: string;
  readonly said: readonly Said[];
  readonly takes: readonly Take[];
}

interface Said {
  readonly told: Told;
  readonly place: Place;
}

export interface Take {
  readonly number: number;
  readonly file: ToldFile;
  /** The comparison that came with it, if one did. */
  readonly picture: ToldFile | null;
  /** The clip it was made from. */
  readonly source: string;
}

/** What every story is played with. */
export interface Performance {
  readonly telling: Telling;
  /** Ends the waiting for the bot. */
  readonly signal: AbortSignal;
  /** Whether there is time for more than the main job. */
  readonly hasTime: () => boolean;
}

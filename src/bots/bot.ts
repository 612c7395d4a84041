import type { Desk } from '../core/desk.ts';
import type { Screen } from '../core/views/screen.ts';

/** A chat platform: shows threads for the core (Screen), and brings what people ask to the desk. */
export interface Bot extends Screen {
  /** Connects; from then on requests reach the desk. Rejects with a sentence that says what to set when it cannot. */
  start(desk: Desk): Promise<void>;
  /** Takes in nothing more, then disconnects. */
  stop(): Promise<void>;
  /**
   * Asks the platform who the bot is, without connecting, so that a bot that runs elsewhere is not disturbed.
   * Resolves with its name; rejects with a sentence that says what to set.
   */
  checkUp(): Promise<string>;
  /** True while the platform is connected. */
  connected(): boolean;
}

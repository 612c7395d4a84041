import type { Told } from '../../src/sandbox/transcript/told.ts';
import type { House } from './house.ts';

/** A file on a person's disk. */
export interface Prop {
  name: string;
  path: string;
}

export interface Said {
  /** Without the mention of the bot, which the stage adds. */
  text: string;
  files?: readonly Prop[];
  /** The thread to say it in; else in the channel. */
  thread?: string;
  /** Who says it; Mara unless said otherwise. */
  by?: string;
}

/** A chat platform on which a story is played, so that the same story runs on both. */
export interface Stage {
  readonly name: string;
  /** Mentions the bot; resolves with the thread in which it answers, once it does. */
  mention(said: Said): Promise<string>;
  /** Says something without mentioning the bot; resolves with the message. */
  say(said: Said): Promise<string>;
  /** Everything in a thread, oldest first; its first message is the one it hangs on. */
  thread(thread: string): Told[];
  press(thread: string, label: string, by?: string): Promise<void>;
  /** What the bot told one person alone. */
  whispers(by?: string): string[];
  /** The threads of the channel in which the bot said something. */
  threads(): string[];
}

export type StageOf = (house: House) => Stage;

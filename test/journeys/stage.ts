import type { Place } from '../../src/core/edit/edit.ts';
import type { Action } from '../../src/core/views/message.ts';
import type { Absence } from '../../src/sandbox/absence.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
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

/** What a person fills in, by the names of fields: text, the value of a choice, names of people. */
export type Entries = Readonly<Record<string, string | readonly string[]>>;

/** A form on a person's screen. */
export interface Form {
  /** What stands in its prompt. */
  readonly prompt: string;
  /** Sends it with this prompt and everything else as it is; the bot takes it. */
  send(prompt: string): Promise<void>;
}

/** What a platform is asked: to give a clip, post a message, change one, take the bytes of a take, show it. */
export type Requested = 'download' | 'post' | 'update' | 'upload' | 'show';

/** A chat platform on which a story is played, so that the same story runs on both. */
export interface Stage {
  readonly name: string;
  /** Mentions the bot, which may be away; resolves with the thread in which it will answer. */
  ask(said: Said): Promise<string>;
  /** Mentions the bot; resolves with the thread in which it answers, once it does. */
  mention(said: Said): Promise<string>;
  /** Writes to the bot alone; resolves with the thread in which it answers, once it does. */
  direct(said: Omit<Said, 'thread'>): Promise<string>;
  /** Says something without mentioning the bot; resolves with the message. */
  say(said: Said): Promise<string>;
  /** Begins a thread on a message, as people do to talk about it; resolves with the thread. */
  discuss(message: string): Promise<string>;
  /** Everything in a thread, oldest first; its first message is the one it hangs on. */
  thread(thread: string): Told[];
  press(thread: string, label: string, by?: string): Promise<void>;
  /** Presses a button that opens a form. */
  pressForForm(thread: string, label: string, by?: string): Promise<Form>;
  /** Presses a button that asks for a reason, and gives it. */
  pressForReason(thread: string, label: string, reason: string, by?: string): Promise<void>;
  /** Presses a button that opens a form of text fields, and sends it filled in like this. */
  pressAndFill(thread: string, label: string, answers: Readonly<Record<string, string>>): Promise<void>;
  /** Types a command into the channel, such as `edit-budget report week`; resolves with what comes, for that person alone. */
  command(text: string, by?: string): Promise<Told>;
  /** The private message that this person was shown last. */
  panel(by?: string): Told;
  /** Presses a button of it. */
  choose(label: string, by?: string): Promise<void>;
  /** Presses a button of it that opens a form, and sends that; resolves with what is wrong with it, if anything. */
  fill(label: string, entries: Entries, by?: string): Promise<string>;
  /** What the bot said in the channel outside of threads, oldest first. */
  notices(): Told[];
  /** From now on this person is an admin of the workspace. */
  makeAdmin(person: string): void;
  /** From now on these people are a user group, or have a role; resolves with its id. */
  group(people: readonly string[]): string;
  /** The platform's id of a person. */
  idOf(person: string): string;
  /** The workspace or server. */
  readonly home: Pick<Place, 'platform' | 'team'>;
  /** From now on this person is nobody in particular. */
  makeMember(person: string): void;
  /** Posts a button as the bot, with its own token, that names any edit. */
  plant(thread: string, button: { action: Action; edit: string; label: string }): Promise<void>;
  /** The next requests of this kind suffer a fault. For Discord, `post`, `upload` and `show` are one and the same. */
  upset(requested: Requested, fault: Fault, times?: number): void;
  /** The platform and the bot do not reach each other until it comes back; people go on writing. */
  goAway(how: Absence): void;
  /** Resolves when the bot is connected. */
  comeBack(): Promise<void>;
  /** Whether events that the bot did not acknowledge are delivered again. */
  readonly redelivers: boolean;
  /** How many requests are still to suffer a fault. */
  upsetsLeft(): number;
  /** What the bot told one person alone, where they asked. */
  whispers(by?: string): string[];
  /** The conversation of a person with the bot alone, oldest first. */
  directTold(by?: string): Told[];
  /** An admin deletes the thread, or the channel that it is in. */
  deleteThread(thread: string): void;
  /** The threads of the channel in which the bot said something. */
  threads(): string[];
  /** Where the edits of a thread belong. */
  placeOf(thread: string): Pick<Place, 'platform' | 'team' | 'channel'>;
}

export type StageOf = (house: House) => Stage;

import type { AnyMessage, Conversation } from './conversation.ts';
import type { DiscordComponent } from './discord-component.ts';
import type { ShownFile } from './file.ts';

type Maybe<T> = T | null | undefined;

/** Discord as one person sees it. */
export interface DiscordState extends Conversation {
  /** Newest last. */
  readonly messages: readonly DiscordMessage[];
  readonly commands: readonly DiscordCommand[];
  /** Names of the commands in the menu of a message. */
  readonly messageCommands: readonly string[];
  /** What one can choose in select menus. */
  readonly choosable: DiscordChoosable;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface DiscordChoosable {
  readonly users: readonly Named[];
  readonly roles: readonly Named[];
  readonly channels: readonly Named[];
}

export interface DiscordMessage extends AnyMessage {
  readonly id: string;
  readonly content: string;
  readonly components: readonly DiscordComponent[];
  readonly attachments: readonly DiscordAttachment[];
  /** "Recut is thinking…" */
  readonly isLoading: boolean;
  /** What it replies to. */
  readonly reply: { readonly author: string; readonly text: string } | null;
  /** The command that it answers, and who ran it. */
  readonly command: { readonly name: string; readonly by: string } | null;
  readonly thread: DiscordThread | null;
}

/** As it is among a message's files: components name it by `attachment://filename`. */
export interface DiscordAttachment extends ShownFile {
  readonly isShown: boolean;
  readonly isSpoiler: boolean;
}

export interface DiscordThread {
  readonly id: string;
  readonly name: string;
  readonly messages: readonly DiscordMessage[];
}

/** A slash command as the application registered it. */
export interface DiscordCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly DiscordOption[];
}

/** 3 string, 4 integer, 5 boolean, 6 user, 7 channel, 8 role, 10 number, 11 attachment. */
export interface DiscordOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: Maybe<boolean>;
  readonly choices?: Maybe<readonly { readonly name: string; readonly value: string | number }[]>;
  readonly max_length?: Maybe<number>;
  readonly file_types?: Maybe<readonly string[]>;
}

import type { AnyMessage, Conversation } from './conversation.ts';
import type { ShownFile } from './file.ts';
import type { SlackBlock, SlackText } from './slack-block.ts';

/** Slack as one person sees it. */
export interface SlackState extends Conversation {
  /** Newest last. */
  readonly threads: readonly SlackThread[];
  /** The modal on top. */
  readonly view: SlackView | null;
  readonly commands: readonly SlackCommand[];
  readonly shortcuts: readonly SlackShortcut[];
  /** Ids and names of the people one can choose in a form. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

export interface SlackThread {
  readonly root: SlackMessage;
  readonly replies: readonly SlackMessage[];
}

export interface SlackMessage extends AnyMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly files: readonly ShownFile[];
}

export interface SlackView {
  readonly id: string;
  readonly title: SlackText | null;
  readonly submit: SlackText | null;
  readonly close: SlackText | null;
  readonly blocks: readonly SlackBlock[];
}

export interface SlackCommand {
  readonly command: string;
  readonly description: string;
  readonly hint: string;
}

/** Of the menu of a message. */
export interface SlackShortcut {
  readonly id: string;
  readonly name: string;
}

import type { DiscordModal } from './discord-modal.ts';
import type { ShownFile } from './file.ts';

/** What came of something that a person did. What it changed comes with the next state. */
export type Answer =
  | {
      readonly ok: true;
      /** For the person alone, such as that the bot did not answer. */
      readonly notice?: string;
      /** A form of Discord's that opened. */
      readonly modal?: DiscordModal;
      /** What is wrong in a form of Slack's, by `block_id` or `action_id`. */
      readonly errors?: Readonly<Record<string, string>>;
      /** What was uploaded. */
      readonly file?: ShownFile;
    }
  | { readonly ok: false; readonly problem: string };

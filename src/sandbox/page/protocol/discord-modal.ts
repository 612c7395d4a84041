import type { DiscordChoice, DiscordSelect, DiscordTextDisplay } from './discord-component.ts';

type Maybe<T> = T | null | undefined;

/** A form on a person's screen. */
export interface DiscordModal {
  /** Under which the server remembers it. */
  readonly id: string;
  readonly title: string;
  readonly components: readonly DiscordModalPart[];
}

export type DiscordModalPart =
  | {
      readonly type: 18;
      readonly label: string;
      readonly description?: Maybe<string>;
      readonly component: DiscordField;
    }
  /** As text inputs stood in forms before there were labels. */
  | { readonly type: 1; readonly components: readonly (DiscordTextInput & { readonly label: string })[] }
  | DiscordTextDisplay;

export type DiscordField =
  | DiscordTextInput
  | DiscordSelect
  | DiscordFileUpload
  | DiscordChoiceGroup
  | { readonly type: 23; readonly custom_id: string; readonly default?: Maybe<boolean> };

export interface DiscordTextInput {
  readonly type: 4;
  readonly custom_id: string;
  /** 1 one line, 2 a paragraph. */
  readonly style: number;
  readonly value?: Maybe<string>;
  readonly placeholder?: Maybe<string>;
  readonly min_length?: Maybe<number>;
  readonly max_length?: Maybe<number>;
  readonly required?: Maybe<boolean>;
}

export interface DiscordFileUpload {
  readonly type: 19;
  readonly custom_id: string;
  readonly min_values?: Maybe<number>;
  readonly max_values?: Maybe<number>;
  readonly required?: Maybe<boolean>;
  readonly file_types?: Maybe<readonly string[]>;
}

/** One of several (21), or any of several (22). */
export interface DiscordChoiceGroup {
  readonly type: 21 | 22;
  readonly custom_id: string;
  readonly options: readonly DiscordChoice[];
  readonly required?: Maybe<boolean>;
}

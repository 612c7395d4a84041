/** The components that the page draws, as far as it reads them. Numbers and names are Discord's own. */
type Maybe<T> = T | null | undefined;

export type DiscordComponent =
  | { readonly type: 1; readonly components: readonly DiscordControl[] }
  | DiscordTextDisplay
  | {
      readonly type: 9;
      readonly components: readonly DiscordTextDisplay[];
      readonly accessory: DiscordButton | DiscordThumbnail;
    }
  | { readonly type: 12; readonly items: readonly DiscordMedia[] }
  | { readonly type: 13; readonly file: { readonly url: string }; readonly spoiler?: Maybe<boolean> }
  | { readonly type: 14; readonly divider?: Maybe<boolean>; readonly spacing?: Maybe<number> }
  | {
      readonly type: 17;
      readonly accent_color?: Maybe<number>;
      readonly spoiler?: Maybe<boolean>;
      readonly components: readonly DiscordComponent[];
    };

export interface DiscordTextDisplay {
  readonly type: 10;
  readonly content: string;
}

export interface DiscordMedia {
  readonly media: { readonly url: string };
  readonly description?: Maybe<string>;
  readonly spoiler?: Maybe<boolean>;
}

interface DiscordThumbnail extends DiscordMedia {
  readonly type: 11;
}

export type DiscordControl = DiscordButton | DiscordSelect;

export interface DiscordButton {
  readonly type: 2;
  /** 1 primary, 2 secondary, 3 success, 4 danger, 5 link, 6 premium. */
  readonly style: number;
  readonly custom_id?: Maybe<string>;
  readonly label?: Maybe<string>;
  readonly url?: Maybe<string>;
  readonly disabled?: Maybe<boolean>;
}

/** Of strings (3), users (5), roles (6), both (7) or channels (8). */
export interface DiscordSelect {
  readonly type: 3 | 5 | 6 | 7 | 8;
  readonly custom_id: string;
  readonly placeholder?: Maybe<string>;
  readonly min_values?: Maybe<number>;
  readonly max_values?: Maybe<number>;
  readonly disabled?: Maybe<boolean>;
  readonly required?: Maybe<boolean>;
  readonly options?: readonly DiscordChoice[];
}

export interface DiscordChoice {
  readonly label: string;
  readonly value: string;
  readonly description?: Maybe<string>;
  readonly default?: Maybe<boolean>;
}

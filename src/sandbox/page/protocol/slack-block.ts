/** The blocks that the page draws, as far as it reads them. Slack's own names (docs.slack.dev/reference/block-kit). */
export type SlackBlock =
  | {
      readonly type: 'section';
      readonly block_id?: string;
      readonly text?: SlackText;
      readonly fields?: readonly SlackText[];
      readonly accessory?: SlackElement;
    }
  | { readonly type: 'header'; readonly text: SlackText }
  | { readonly type: 'divider' }
  | { readonly type: 'context'; readonly elements: readonly (SlackText | SlackImage)[] }
  | { readonly type: 'actions'; readonly block_id?: string; readonly elements: readonly SlackElement[] }
  | SlackInput
  | (SlackImage & { readonly title?: SlackText })
  | { readonly type: 'rich_text'; readonly elements: readonly RichPart[] }
  | { readonly type: 'plan'; readonly title: string; readonly tasks?: readonly TaskCard[] }
  | TaskCard;

export interface SlackText {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
}

interface SlackImage {
  readonly type: 'image';
  readonly image_url?: string;
  readonly alt_text: string;
}

export interface SlackInput {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: SlackText;
  readonly hint?: SlackText;
  readonly optional?: boolean;
  readonly element: SlackElement;
}

export interface TaskCard {
  readonly type: 'task_card';
  readonly title: string;
  readonly status: 'pending' | 'in_progress' | 'complete' | 'error';
}

/** A part of rich text; a style is a set of flags such as `bold`. */
export type RichPart =
  | {
      readonly type: 'rich_text_section' | 'rich_text_quote' | 'rich_text_preformatted';
      readonly elements: readonly RichInline[];
    }
  | {
      readonly type: 'rich_text_list';
      readonly style: 'bullet' | 'ordered';
      readonly elements: readonly RichPart[];
    };

export type RichInline = { readonly style?: Readonly<Record<string, boolean>> } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly text?: string }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'channel'; readonly channel_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'broadcast'; readonly range: string }
  | { readonly type: 'emoji'; readonly name: string; readonly unicode?: string }
  | { readonly type: 'date'; readonly fallback?: string }
);

export interface SlackOption {
  readonly text: SlackText;
  readonly value: string;
  readonly description?: SlackText;
}

/** Anything that a person presses, chooses in or fills. Which fields it has depends on its type. */
export interface SlackElement {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: SlackText;
  readonly url?: string;
  readonly style?: 'primary' | 'danger';
  readonly placeholder?: SlackText;
  readonly options?: readonly SlackOption[];
  readonly option_groups?: readonly { readonly label: SlackText; readonly options: readonly SlackOption[] }[];
  readonly initial_option?: SlackOption;
  readonly initial_options?: readonly SlackOption[];
  readonly initial_value?: string;
  readonly initial_date?: string;
  readonly initial_time?: string;
  readonly initial_user?: string;
  readonly initial_users?: readonly string[];
  readonly multiline?: boolean;
  readonly max_length?: number;
  readonly min_length?: number;
  readonly filetypes?: readonly string[];
  readonly max_files?: number;
  readonly focus_on_load?: boolean;
}

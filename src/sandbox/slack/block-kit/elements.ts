import { z } from 'zod';
import { confirmation, id, option, optionGroup, plainText, url } from './text.ts';

const actionable = { action_id: id.optional() };
const confirmable = { ...actionable, confirm: confirmation.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholding = { placeholder: plainText(150).optional() };
const selectable = { ...confirmable, ...focusable, ...placeholding };
const severalOf = { max_selected_items: z.int().min(1).optional() };
const style = z.enum(['primary', 'danger']).optional();
const dispatching = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional(),
    })
    .optional(),
};

export const button = z.strictObject({
  type: z.literal('button'),
  ...confirmable,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: url.optional(),
  style,
  accessibility_label: z.string().max(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...confirmable,
  options: z.array(option).min(1).max(5),
});

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...confirmable,
  ...focusable,
  options: z.array(option).min(1).max(10),
  initial_options: z.array(option).min(1).optional(),
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...confirmable,
  ...focusable,
  options: z.array(option).min(1).max(10),
  initial_option: option.optional(),
});

const staticChoices = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

function hasOneListOfChoices(element: { options?: unknown; option_groups?: unknown }): boolean {
  return (element.options === undefined) !== (element.option_groups === undefined);
}

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...selectable,
    ...staticChoices,
    initial_option: option.optional(),
  })
  .refine(hasOneListOfChoices, 'must have exactly one of options and option_groups');

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...selectable,
    ...severalOf,
    ...staticChoices,
    initial_options: z.array(option).optional(),
  })
  .refine(hasOneListOfChoices, 'must have exactly one of options and option_groups');

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...selectable,
  initial_user: z.string().optional(),
});

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...selectable,
  ...severalOf,
  initial_users: z.array(z.string()).optional(),
});

const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...selectable,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: conversationFilter.optional(),
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...selectable,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...selectable,
  initial_date: z.iso.date().optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...selectable,
  initial_time: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  timezone: z.string().optional(),
});

const typed = { ...actionable, ...focusable, ...placeholding, ...dispatching };

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typed,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
});

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

const fileInput = z.strictObject({
  type: z.literal('file_input'),
  ...actionable,
  filetypes: z.array(z.string()).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

const choosers = [
  checkboxes,
  radioButtons,
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
  datepicker,
  timepicker,
] as const;

/** What an `actions` block, or the side of a section, may hold. */
export const interactiveElements = [button, overflow, ...choosers] as const;

/** What an `input` block may hold. */
export const inputElement = z.discriminatedUnion('type', [
  ...choosers,
  plainTextInput,
  numberInput,
  urlInput,
  emailInput,
  fileInput,
]);

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: z.string().max(2000),
  accessibility_label: z.string().max(75).optional(),
});

/** What a `context_actions` block may hold. */
export const contextAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    ...actionable,
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    ...confirmable,
    icon: z.string(),
    text: plainText(75),
    value: z.string().max(2000).optional(),
    accessibility_label: z.string().max(75).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
]);

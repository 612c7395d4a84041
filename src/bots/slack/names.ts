/** Names under which Slack and the bot know the bot's own parts. The manifest and the listeners must agree on them. */
export const EDIT_COMMAND = '/edit';
export const EDIT_SHORTCUT = 'edit_video';
export const EDIT_FORM = 'recut_edit';
export const REASON_FORM = 'recut_reason';

/** Type of the metadata that the bot's messages carry. */
export const MARK = 'recut_edit';

/** Before the action in the `action_id` of a button. */
export const BUTTON_PREFIX = 'recut:';

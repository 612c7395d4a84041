/** Names under which Slack and the bot know the bot's own parts. The manifest and the listeners must agree on them. */
export const EDIT_COMMAND = '/edit';
export const EDIT_SHORTCUT = 'edit_video';
export const EDIT_FORM = 'recut_edit';
/** Any form of the desk's: what it is for stands in its token. */
export const DESK_FORM = 'recut_form';

/** Type of the metadata that the bot's messages carry. */
export const MARK = 'recut_edit';

/** Before the action in the `action_id` of a button of an edit. */
export const BUTTON_PREFIX = 'recut:';

/** Before the number of a button in a panel; its token is its value. */
export const PANEL_PREFIX = 'recut-panel:';

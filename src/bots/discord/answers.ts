import {
  ButtonStyle,
  ComponentType,
  type InteractionEditReplyOptions,
  type InteractionReplyOptions,
  MessageFlags,
} from 'discord.js';
import type { FieldProblem } from '../../core/edit/ask.ts';
import type { FormProblem } from '../../core/views/form.ts';
import type { Line } from '../../core/views/message.ts';
import { buttonId, draftId, openId, type Pressed } from './custom-id.ts';
import { inert } from './inert.ts';
import { renderLine } from './line.ts';

/** What only the person who acted sees. Discord's limit of such a text is 2,000 characters. */
const PROBLEM_ROOM = 300;
const PROMPT_ROOM = 1200;

export function privately(content: string): InteractionReplyOptions {
  return { content, flags: MessageFlags.Ephemeral };
}

export const DONE = 'Done.';

export function noteText(line: Line): string {
  return renderLine(line, 1900) || DONE;
}

/** What is wrong, with what was typed: the button opens it in a form, where it can be put right. */
export function problemNotice(
  problems: readonly FieldProblem[],
  prompt: string,
  draft: string,
): InteractionReplyOptions {
  const list = problems.slice(0, 2).map(({ text }) => inert(text, PROBLEM_ROOM));
  return {
    ...privately([...list, ...quoted(prompt)].join('\n')),
    components: [oneButton('Change it', draftId('change', draft))],
  };
}

/** A form can be opened at once or not at all: this button asks for it again. */
export function pressAgain(pressed: Pressed | undefined) {
  const content = 'There is a form to fill in before this is done.';
  return { content, components: pressed ? [oneButton('Open the form', buttonId(pressed))] : [] };
}

/** The same for a form of the desk's, which is kept under this id. */
export function formBehindButton(kept: string) {
  return {
    content: 'There is a form to fill in before this is done.',
    components: [oneButton('Open the form', openId(kept))],
  };
}

/** What is wrong with a form of the desk's: the button opens it with what was typed. */
export function problemsOfForm({ problems }: { problems: readonly FormProblem[] }, kept: string) {
  const list = problems.slice(0, 5).map(({ text }) => inert(text, PROBLEM_ROOM));
  return { content: list.join('\n') || DONE, components: [oneButton('Change it', openId(kept))] };
}

function oneButton(label: string, customId: string) {
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label,
    custom_id: customId,
  } as const;
  return { type: ComponentType.ActionRow, components: [button] } as const;
}

/** Where the edit is: Discord draws this as a link with the thread's name. */
export function threadLink(thread: string | null): InteractionEditReplyOptions {
  return {
    content: thread
      ? `Your edit is in <#${thread}>.`
      : 'Your edit is accepted. Its thread is not open yet; it will appear in this channel.',
  };
}

export const NOT_SAVED =
  'Recut could not save this just now. Nothing was charged. If nothing has begun in a minute, please try again.';

/** A press that came to nothing, with the reason that was typed for it. */
export function notDecided(isDiscordSilent: boolean, reason: string): string {
  const said = isDiscordSilent
    ? 'Discord did not say whether you may do this, so nothing was done. Please try again in a moment.'
    : NOT_SAVED;
  return [said, ...quoted(reason)].join('\n');
}

export function formTooOld(prompt: string): InteractionReplyOptions {
  return privately(['This form is too old. Please open it again.', ...quoted(prompt)].join('\n'));
}

export function notAllowedHere(missing: readonly string[], prompt: string): InteractionReplyOptions {
  const said = `Recut cannot work in this channel: it lacks the permissions ${missing.join(', ')}. Somebody who manages the channel can give them to it.`;
  return privately([said, ...quoted(prompt)].join('\n'));
}

/** What was typed, so that nobody has to type it again. */
function quoted(prompt: string): string[] {
  const typed = inert(prompt, PROMPT_ROOM);
  return typed ? [`> ${typed}`] : [];
}

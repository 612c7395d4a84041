import type { InputBlock, KnownBlock, ModalView } from '@slack/web-api';
import type { Chosen, FormFacts } from '../../core/edit/ask.ts';
import type { ClipSource } from '../../core/edit/clip.ts';
import { clipOption } from './clip-option.ts';
import { choice, input, note, option, optional } from './form-blocks.ts';
import { elementFields } from './form-elements.ts';
import { IMAGE_TYPES, SOUND } from './form-fields.ts';
import { writeMemo } from './form-memo.ts';
import { cutTo, LIMITS } from './limits.ts';
import { EDIT_FORM } from './names.ts';
import { plain } from './plain-blocks.ts';
import type { OfferedClip } from './recent-clips.ts';

/** What the form of one edit shows. */
export interface FormDraft {
  channel: string;
  thread: string | null;
  message: string | null;
  prompt: string;
  clip: FormClip;
  /** What is chosen already; images among it come before those that are uploaded. */
  chosen: Omit<Chosen, 'clip'>;
  /** How the bot is invited, when it is outside the channel; else null. */
  invite: string | null;
}

export type FormClip =
  /** The clips of the channel are being looked for, or could not be listed. */
  | { kind: 'looking' }
  | { kind: 'unknown' }
  | { kind: 'recent'; clips: readonly OfferedClip[] }
  /** Of the message whose shortcut opened the form. */
  | { kind: 'message'; clips: readonly OfferedClip[] }
  /** Named by the button that opened the form. */
  | { kind: 'given'; source: ClipSource };

const VIDEOS = ['mp4', 'mov', 'm4v', 'webm', 'mkv'];

/**
 * The modal. Blocks keep their ids from one drawing to the next, so that Slack keeps what was typed meanwhile.
 * Quality and sound start unchosen, unless chosen before: what stands in the prompt (`--final`, `--mute`) then counts.
 */
export function editForm(draft: FormDraft, facts: FormFacts, now: number): ModalView {
  const { clip, channel, thread, message, chosen, invite } = draft;
  const given = chosen.images ?? [];
  const room = facts.maxImages - given.length;
  const offered = clip.kind === 'recent' || clip.kind === 'message' ? clip.clips : [];
  return {
    type: 'modal',
    callback_id: EDIT_FORM,
    title: plain('Edit a clip'),
    submit: plain('Edit'),
    close: plain('Cancel'),
    private_metadata: writeMemo({
      channel,
      thread,
      message,
      given: clip.kind === 'given' ? clip.source : null,
      images: [...given],
      elements: (chosen.elements ?? []).map((pictures) => [...pictures]),
      offered: [...offered],
      outside: invite !== null,
    }),
    blocks: [
      ...(invite === null ? [] : [note(invite)]),
      prompt(draft.prompt),
      ...clipBlocks(clip, now),
      ...(given.length > 0 ? [note(sameImages(given.length))] : []),
      ...(room > 0 ? [images(room, given.length + 1)] : []),
      ...elementFields(chosen.elements?.length ?? 0, facts),
      quality(facts, chosen),
      sound(chosen),
      time('from', 'From', 'The start, or such as 0:02', chosen.from),
      time('to', 'To', 'The end, or such as 0:07', chosen.to),
      ...resultFields(facts, chosen),
    ],
  };
}

function prompt(text: string): InputBlock {
  return input('prompt', 'What should change?', {
    type: 'plain_text_input',
    action_id: 'prompt',
    multiline: true,
    max_length: LIMITS.input,
    placeholder: plain('Change the beer to a cola, keep everything else'),
    focus_on_load: true,
    ...(text === '' ? {} : { initial_value: cutTo(text, LIMITS.input) }),
  });
}

function clipBlocks(clip: FormClip, now: number): KnownBlock[] {
  switch (clip.kind) {
    case 'given':
      return [
        note(clip.source.kind === 'take' ? 'The clip is the take above.' : 'The clip is the same again.'),
      ];
    case 'looking':
      return [note('Looking for the recent clips of this channel …'), upload()];
    case 'unknown':
      return [note('The recent clips of this channel could not be listed.'), upload()];
    case 'recent':
      if (clip.clips.length === 0) return [note('No clip was posted in this channel lately.'), upload()];
      return [clipChoice('Recent clips of this channel', clip.clips, now), upload()];
    case 'message':
      if (clip.clips.length === 0) return [note('This message has no clip.'), upload()];
      return [clipChoice('Clip', clip.clips, now, clip.clips[0])];
  }
}

function clipChoice(
  label: string,
  clips: readonly OfferedClip[],
  now: number,
  initial?: OfferedClip,
): InputBlock {
  return choice(
    'clip',
    label,
    'Choose a clip',
    clips.map((clip) => clipOption(clip, now)),
    initial && clipOption(initial, now),
  );
}

function upload(): InputBlock {
  return optional(
    input('upload', 'Or upload a clip', {
      type: 'file_input',
      action_id: 'upload',
      filetypes: VIDEOS,
      max_files: 1,
    }),
    'Up to 10 MB, which is as much as Slack takes in a form. Post a larger one in the channel, and choose "Edit this video" from its menu. An upload is used instead of a clip chosen above.',
  );
}

function sameImages(count: number): string {
  return count === 1
    ? 'The reference image is the same again: @Image1.'
    : `The reference images are the same again: @Image1 to @Image${count}.`;
}

function images(most: number, first: number): InputBlock {
  return optional(
    input('images', 'Reference images', {
      type: 'file_input',
      action_id: 'images',
      filetypes: [...IMAGE_TYPES],
      max_files: Math.min(most, LIMITS.filesPerInput),
    }),
    most === 1
      ? `The prompt names it as @Image${first}.`
      : `Up to ${most}. The prompt names them as @Image${first}, @Image${first + 1} … in this order.`,
  );
}

function quality(facts: FormFacts, chosen: Chosen): InputBlock {
  const options = facts.qualities.map(({ quality: value, label }) => option(label, value));
  const initial = options.find(({ value }) => value === chosen.quality);
  return choice('quality', 'Quality', `${qualityLabel(facts)}, unless chosen`, options, initial);
}

function sound({ keepSound }: Chosen): InputBlock {
  const keep = option('Keep the sound', SOUND.keep);
  const mute = option('Remove the sound', SOUND.mute);
  const initial = keepSound === undefined ? undefined : keepSound ? keep : mute;
  return choice('sound', 'Sound', 'Kept, unless chosen', [keep, mute], initial);
}

/** What some models let one choose of the result; left as it is, the clip decides. */
function resultFields({ aspectRatios, seconds, shotTypes }: FormFacts, chosen: Chosen): InputBlock[] {
  const lengths = seconds
    ? Array.from({ length: seconds.max - seconds.min + 1 }, (_, index) => String(seconds.min + index))
    : [];
  const fields = [
    { field: 'aspect', label: 'Shape', values: aspectRatios, chosen: chosen.aspectRatio },
    { field: 'seconds', label: 'Length in seconds', values: lengths, chosen: chosen.seconds },
    { field: 'shot', label: 'Shot type', values: shotTypes, chosen: chosen.shotType },
  ] as const;
  return fields.flatMap(({ field, label, values, chosen: value }) => {
    if (values.length === 0) return [];
    const options = values.map((each) => option(each, each));
    return [
      choice(
        field,
        label,
        'As the clip',
        options,
        options.find((each) => each.value === value),
      ),
    ];
  });
}

function time(field: 'from' | 'to', label: string, placeholder: string, chosen = ''): InputBlock {
  return optional(
    input(field, label, {
      type: 'plain_text_input',
      action_id: field,
      placeholder: plain(placeholder),
      ...(chosen === '' ? {} : { initial_value: chosen }),
    }),
  );
}

function qualityLabel({ qualities: all, defaultQuality }: FormFacts): string {
  return all.find(({ quality }) => quality === defaultQuality)?.label ?? defaultQuality;
}

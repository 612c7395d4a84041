import { z } from 'zod';
import type { Ask, Chosen, FieldProblem } from '../../core/edit/ask.ts';
import type { ClipSource, ImageSource } from '../../core/edit/clip.ts';
import { ELEMENT_FIELDS, FIELD, type FieldName, SOUND } from './form-fields.ts';
import { type FormMemo, readMemo } from './form-memo.ts';
import type { Identity } from './identity.ts';
import { cutTo, LIMITS } from './limits.ts';
import { slackFile, toSource } from './slack-file.ts';

const fieldState = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  files: z.array(slackFile).nullish(),
});

/** A form that was sent, as far as we read it. */
const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    blocks: z.array(z.object({ block_id: z.string() })),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), fieldState)) }),
  }),
});
type Submission = z.infer<typeof submission>;

export interface FormAnswer {
  ask: Ask;
  memo: FormMemo;
  /** Puts each problem beside its field, as the form shows it. */
  errors(problems: readonly FieldProblem[]): Record<string, string>;
}

/** @throws ZodError when this is no form of ours */
export function readForm(body: unknown, self: Identity): FormAnswer {
  const { user, view } = submission.parse(body);
  const memo = readMemo(view.private_metadata);
  const chosen = readChosen(view, memo);
  const ask: Ask = {
    keys: [`slack:view:${view.id}`],
    place: {
      platform: 'slack',
      team: self.team,
      channel: memo.channel,
      thread: memo.thread,
      message: memo.message,
    },
    person: user.id,
    text: field(view, 'prompt').value?.trim() ?? '',
    uploads: [],
    ...(Object.keys(chosen).length > 0 ? { chosen } : {}),
  };
  return { ask, memo, errors: (problems) => besideFields(problems, view) };
}

function readChosen(view: Submission['view'], memo: FormMemo): Chosen {
  const clip = readClip(view, memo);
  const images = [...memo.images, ...uploads(view, 'images')];
  const elements = [...memo.elements, ...readElements(view)];
  const quality = z.enum(['draft', 'final']).safeParse(selected(view, 'quality')).data;
  const sound = selected(view, 'sound');
  const from = field(view, 'from').value?.trim();
  const to = field(view, 'to').value?.trim();
  return {
    ...(clip ? { clip } : {}),
    ...(images.length > 0 ? { images } : {}),
    ...(hasElementFields(view) || elements.length > 0 ? { elements } : {}),
    ...(quality ? { quality } : {}),
    ...(sound === undefined ? {} : { keepSound: sound === SOUND.keep }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...readResult(view),
  };
}

/** The pictures of each element of which there are any, its frontal image first. */
function readElements(view: Submission['view']): ImageSource[][] {
  return ELEMENT_FIELDS.map(({ front, views }) => [...uploads(view, front), ...uploads(view, views)]).filter(
    ({ length }) => length > 0,
  );
}

function hasElementFields(view: Submission['view']): boolean {
  return view.blocks.some(({ block_id }) => block_id === ELEMENT_FIELDS[0].front);
}

function readResult(view: Submission['view']): Chosen {
  const aspectRatio = selected(view, 'aspect');
  const seconds = selected(view, 'seconds');
  const shotType = selected(view, 'shot');
  return {
    ...(aspectRatio ? { aspectRatio } : {}),
    ...(seconds ? { seconds } : {}),
    ...(shotType ? { shotType } : {}),
  };
}

function uploads(view: Submission['view'], name: FieldName): ImageSource[] {
  return (field(view, name).files ?? []).map((file) => ({ kind: 'upload' as const, ...toSource(file) }));
}

/** What the button gave, else an upload, else what was chosen among the clips that the form offered. */
function readClip(view: Submission['view'], memo: FormMemo): ClipSource | null {
  if (memo.given) return memo.given;
  const [uploaded] = field(view, 'upload').files ?? [];
  if (uploaded) return { kind: 'upload', ...toSource(uploaded) };
  const ref = selected(view, 'clip');
  const offered = memo.offered.find((clip) => clip.ref === ref);
  return offered ? { kind: 'upload', ...offered } : null;
}

/** Where the form shows a problem: at the first of these that it has, else at the prompt. */
const PLACES: Readonly<Record<FieldProblem['field'], readonly FieldName[]>> = {
  prompt: [],
  clip: ['clip', 'upload'],
  images: ['images'],
  elements: ['front1'],
  from: ['from'],
  to: ['to'],
};

function besideFields(problems: readonly FieldProblem[], view: Submission['view']): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field: wanted, text } of problems) {
    const places = PLACES[wanted] ?? [];
    const place =
      places.find((name) => view.blocks.some(({ block_id }) => block_id === name)) ?? FIELD.prompt;
    errors[place] = cutTo(errors[place] ? `${errors[place]} ${text}` : text, LIMITS.fieldError);
  }
  return errors;
}

function selected(view: Submission['view'], name: FieldName): string | undefined {
  return field(view, name).selected_option?.value;
}

function field(view: Submission['view'], name: FieldName): z.infer<typeof fieldState> {
  return view.state.values[name]?.[name] ?? {};
}

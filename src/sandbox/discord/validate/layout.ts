import type { FieldProblem } from '../discord-error.ts';
import type { TopLevelComponent } from './components.ts';

/** Any component inside a message, however deep. */
export interface Part {
  readonly type: number;
  readonly custom_id?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly style?: number | undefined;
  readonly url?: string | null | undefined;
  readonly disabled?: boolean | null | undefined;
  readonly spoiler?: boolean | null | undefined;
  readonly content?: string | undefined;
  readonly min_values?: number | null | undefined;
  readonly max_values?: number | null | undefined;
  readonly options?: readonly { readonly label: string; readonly value: string }[] | undefined;
  readonly media?: Media | undefined;
  readonly file?: Media | undefined;
  readonly items?:
    | readonly { readonly media: Media; readonly spoiler?: boolean | null | undefined }[]
    | undefined;
  readonly components?: readonly Part[] | undefined;
  readonly accessory?: Part | undefined;
}

interface Media {
  readonly url: string;
}

const ACTION_ROW = 1;
const MAX_ROWS = 5;
const MAX_PARTS = 40;
const MAX_TEXT = 4000;

/** The part and everything in it, in reading order. */
export function partsOf(part: Part): Part[] {
  return [
    part,
    ...(part.components ?? []).flatMap(partsOf),
    ...(part.accessory ? partsOf(part.accessory) : []),
  ];
}

/** The addresses of the files and pictures that the parts show. */
export function mediaIn(parts: readonly Part[]): string[] {
  return parts.flatMap(partsOf).flatMap((part) => {
    const shown = [part.media, part.file, ...(part.items ?? []).map(({ media }) => media)];
    return shown.flatMap((media) => (media ? [media.url] : []));
  });
}

/** All that is wrong with how a message's components are put together. */
export function layoutProblems(components: readonly TopLevelComponent[], isV2: boolean): FieldProblem[] {
  const parts: Part[] = components.flatMap((component) => partsOf(component));
  return [...(isV2 ? sizeProblems(parts) : rowProblems(components)), ...duplicateProblems(parts)];
}

function rowProblems(components: readonly TopLevelComponent[]): FieldProblem[] {
  const wrong = components.flatMap(({ type }, index) =>
    type === ACTION_ROW
      ? []
      : [
          at(
            ['components', index, 'type'],
            'BASE_TYPE_CHOICES',
            'Only action rows go without IS_COMPONENTS_V2.',
          ),
        ],
  );
  const tooMany = components.length > MAX_ROWS;
  return [
    ...wrong,
    ...(tooMany
      ? [at(['components'], 'BASE_TYPE_BAD_LENGTH', `Must be ${MAX_ROWS} or fewer in length.`)]
      : []),
  ];
}

function sizeProblems(parts: readonly Part[]): FieldProblem[] {
  const text = parts.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  const tooMany = parts.length > MAX_PARTS;
  const tooLong = text > MAX_TEXT;
  return [
    ...(tooMany
      ? [
          at(
            ['components'],
            'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
            `${parts.length} of at most ${MAX_PARTS}.`,
          ),
        ]
      : []),
    ...(tooLong
      ? [at(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', `${text} of at most ${MAX_TEXT}.`)]
      : []),
  ];
}

function duplicateProblems(parts: readonly Part[]): FieldProblem[] {
  const ids = parts.flatMap(({ custom_id }) => (custom_id ? [custom_id] : []));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return [];
  return [at(['components'], 'COMPONENT_CUSTOM_ID_DUPLICATED', `Custom id ${twice} is used twice.`)];
}

function at(path: PropertyKey[], code: string, message: string): FieldProblem {
  return { path, code, message };
}

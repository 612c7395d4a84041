import type { Told, ToldFile } from '../transcript/told.ts';

/** How an edit ended, read from its thread as a person reads it. */
export type EditOutcome =
  | { readonly kind: 'delivered'; readonly file: ToldFile; readonly picture: ToldFile | null }
  | { readonly kind: 'not_delivered'; readonly why: string };

/**
 * What became of the edit that these messages are about, oldest first.
 * @param take the number of the take that it is to bring
 * @returns undefined while it goes on
 */
export function outcomeOf(messages: readonly Told[], take: number): EditOutcome | undefined {
  const said = messages.filter(({ bot }) => bot);
  const files = said.flatMap((each) => each.files);
  const file = files.find(({ name }) => name.includes(`-take-${take}.`));
  const picture = files.find(({ name }) => name.includes(`-take-${take}-before-after.`)) ?? null;
  const card = said.find(({ lines }) => isCard(lines));
  const status = said.find(({ lines }) => lines.length > 0 && !isCard(lines));
  if (!status || status.lines.some((line) => line.startsWith('◐'))) return undefined;
  if (file && card) return { kind: 'delivered', file, picture };
  return { kind: 'not_delivered', why: status.lines.at(-1) ?? '' };

  function isCard(lines: readonly string[]): boolean {
    return lines[0]?.startsWith(`Take ${take} ·`) ?? false;
  }
}

import type { EditId } from '../../core/edit/edit.ts';
import type { Button } from '../../core/views/message.ts';

/** What a component or form of Recut's own is for, as its custom id says it. All of it comes back from outside. */
export type Purpose =
  | { kind: 'press'; action: string; edit: EditId }
  /** A form, or the button that opens it again; its draft is kept under this id. */
  | { kind: 'form' | 'change'; draft: string };

const PRESS = /^recut:([a-z]{1,20}):([0-9A-Z]{26})$/;
const DRAFT = /^recut-(form|change):(\d{17,20})$/;

/** At most 100 characters are allowed; these have 55 at most. */
export function buttonId({ action, edit }: Pick<Button, 'action' | 'edit'>): string {
  return `recut:${action}:${edit}`;
}

export function draftId(kind: 'form' | 'change', draft: string): string {
  return `recut-${kind}:${draft}`;
}

export function readCustomId(id: string): Purpose | null {
  const press = PRESS.exec(id);
  if (press) return { kind: 'press', action: press[1] ?? '', edit: (press[2] ?? '') as EditId };
  const draft = DRAFT.exec(id);
  if (!draft) return null;
  return { kind: draft[1] === 'form' ? 'form' : 'change', draft: draft[2] ?? '' };
}

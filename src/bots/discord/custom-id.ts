import type { EditId } from '../../core/edit/edit.ts';

/** What a component or form of Recut's own is for, as its custom id says it. All of it comes back from outside. */
export type Purpose =
  /** A button, or the small form that asks for a reason to press it again with. */
  | ({ kind: 'press' | 'reason' } & Pressed)
  /** A form, or the button that opens it again; its draft is kept under this id. */
  | { kind: 'form' | 'change'; draft: string };

/** A button of an edit. */
export interface Pressed {
  action: string;
  edit: EditId;
}

const PRESS = /^recut(-reason)?:([a-z]{1,20}):([0-9A-Z]{26})$/;
const DRAFT = /^recut-(form|change):(\d{17,20})$/;

/** At most 100 characters are allowed; all of these have 60 at most. */
export function buttonId({ action, edit }: Pressed): string {
  return `recut:${action}:${edit}`;
}

export function reasonId({ action, edit }: Pressed): string {
  return `recut-reason:${action}:${edit}`;
}

export function draftId(kind: 'form' | 'change', draft: string): string {
  return `recut-${kind}:${draft}`;
}

export function readCustomId(id: string): Purpose | null {
  const press = PRESS.exec(id);
  if (press) {
    const [, reason, action = '', edit = ''] = press;
    return { kind: reason ? 'reason' : 'press', action, edit: edit as EditId };
  }
  const draft = DRAFT.exec(id);
  if (!draft) return null;
  return { kind: draft[1] === 'form' ? 'form' : 'change', draft: draft[2] ?? '' };
}

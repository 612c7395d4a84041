import type { EditId } from '../../core/edit/edit.ts';

/** What a component or form of Recut's own is for, as its custom id says it. All of it comes back from outside. */
export type Purpose =
  /** A button of an edit. */
  | ({ kind: 'press' } & Pressed)
  /** The edit form, or the button that opens it again; its draft is kept under this id. */
  | { kind: 'form' | 'change'; draft: string }
  /** A button of a panel, or a form of the desk's. */
  | { kind: 'panel' | 'ask'; token: string }
  /** The button that opens a form of the desk's; the form is kept under this id. */
  | { kind: 'open'; kept: string };

/** A button of an edit. */
export interface Pressed {
  action: string;
  edit: EditId;
}

const PRESS = /^recut:([a-z]{1,20}):([0-9A-Z]{26})$/;
const DRAFT = /^recut-(form|change|open):(\d{17,20})$/;
const TOKEN = /^recut-(panel|ask):([\w.@:-]{1,80})$/;

/** At most 100 characters are allowed; all of these have 92 at most. */
export function buttonId({ action, edit }: Pressed): string {
  return `recut:${action}:${edit}`;
}

export function draftId(kind: 'form' | 'change', draft: string): string {
  return `recut-${kind}:${draft}`;
}

export function tokenId(kind: 'panel' | 'ask', token: string): string {
  return `recut-${kind}:${token}`;
}

export function openId(kept: string): string {
  return `recut-open:${kept}`;
}

export function readCustomId(id: string): Purpose | null {
  const [, action, edit = ''] = PRESS.exec(id) ?? [];
  if (action !== undefined) return { kind: 'press', action, edit: edit as EditId };
  const [, kind, token = ''] = TOKEN.exec(id) ?? [];
  if (kind === 'panel' || kind === 'ask') return { kind, token };
  const [, opens, kept = ''] = DRAFT.exec(id) ?? [];
  if (opens === 'open') return { kind: 'open', kept };
  return opens === 'form' || opens === 'change' ? { kind: opens, draft: kept } : null;
}

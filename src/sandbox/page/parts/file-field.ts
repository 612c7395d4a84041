import type { ShownFile } from '../protocol/file.ts';
import { attachMenu } from './attach-menu.ts';
import { attachmentList } from './attachment-list.ts';
import type { Attachments } from './attachments.ts';
import { h, type Wanted } from './h.ts';

export interface FileField {
  readonly attachments: Attachments;
  readonly atHand: readonly ShownFile[];
  readonly label: string;
  readonly accept: string;
  readonly isOpen: boolean;
  readonly toggle: (open: boolean) => void;
}

/** A field of a form that takes files. */
export function fileField({ attachments, atHand, label, accept, isOpen, toggle }: FileField): Wanted {
  const choose = { attachments, atHand, isOpen, toggle, accept, label: `Choose a file: ${label}` };
  return h('div', { class: 'file-field' }, [
    attachmentList(attachments),
    attachments.hasRoom &&
      h('div', { class: 'file-choose' }, [attachMenu(choose), h('span', {}, 'Choose a file')]),
  ]);
}

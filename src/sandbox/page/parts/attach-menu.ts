import type { ShownFile } from '../protocol/file.ts';
import type { Attachments } from './attachments.ts';
import { h, type Wanted } from './h.ts';
import { icon } from './icon.ts';
import { menu } from './menu.ts';

export interface AttachMenu {
  readonly attachments: Attachments;
  /** What everybody has at hand. */
  readonly atHand: readonly ShownFile[];
  readonly isOpen: boolean;
  readonly toggle: (open: boolean) => void;
  readonly label?: string;
  /** Extensions that the person's own file dialog offers, such as `.mp4,.mov`. */
  readonly accept?: string;
}

const TITLES: Readonly<Record<ShownFile['kind'], string>> = {
  video: 'The clip',
  image: 'The picture',
  other: 'The file',
};

/** A button that offers what is at hand, and the person's own disk. */
export function attachMenu({
  attachments,
  atHand,
  isOpen,
  toggle,
  label = 'Attach a file',
  accept = '',
}: AttachMenu): Wanted {
  const fitting = atHand.filter(({ name }) => attachments.accepts(name));
  const items = [
    ...fitting.map((file) => ({
      label: [
        icon(file.kind === 'video' ? 'clip' : 'picture'),
        h('span', {}, [TITLES[file.kind], h('span', { class: 'sub' }, file.name)]),
      ],
      choose: () => attachments.add(file),
    })),
    {
      label: [icon('disk'), h('span', {}, 'From this computer …')],
      choose: () => openDisk(attachments, accept),
    },
  ];
  return menu({ label, face: icon('plus'), items, isOpen, toggle, class: 'attach' });
}

/** The browser's own dialog; the field for it never has to be in the page. */
function openDisk(attachments: Attachments, accept: string): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = accept;
  input.addEventListener('change', () => void attachments.bring(input.files ?? []));
  input.click();
}

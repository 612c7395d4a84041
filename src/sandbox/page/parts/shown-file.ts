import type { Author } from '../protocol/conversation.ts';
import type { ShownFile } from '../protocol/file.ts';
import { h, type Wanted } from './h.ts';
import { icon } from './icon.ts';
import { player } from './player.ts';
import { sizeText } from './size.ts';

/** A file of a message: played or shown in place, and always to be had as a file. What people post is shown smaller. */
export function shownFile(file: ShownFile, by?: Author): Wanted {
  const size = by && !by.isBot ? 'given' : 'made';
  const caption = h('figcaption', {}, [
    h('span', { class: 'file-name' }, file.name),
    h('span', { class: 'file-size' }, sizeText(file.bytes)),
    h(
      'a',
      {
        class: 'file-save',
        href: `${file.url}?download`,
        download: file.name,
        'aria-label': `Download ${file.name}`,
      },
      icon('disk'),
    ),
  ]);
  return h('figure', { class: `file file-${file.kind} ${size}` }, [caption, media(file)], { key: file.id });
}

/** Only the picture itself; null for files that cannot be shown. */
export function media({ kind, url, alt, name }: ShownFile): Wanted | null {
  const label = alt === '' ? name : alt;
  if (kind === 'image') return h('img', { src: url, alt: label, loading: 'lazy' });
  return kind === 'video' ? player(url, label) : null;
}

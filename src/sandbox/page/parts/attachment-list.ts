import type { ShownFile } from '../protocol/file.ts';
import type { Attachments } from './attachments.ts';
import { h, type Wanted } from './h.ts';
import { icon } from './icon.ts';
import { sizeText } from './size.ts';

/** What is about to be sent, each with a button that takes it out again. Null when there is nothing. */
export function attachmentList(attachments: Attachments): Wanted | null {
  const { files, coming, problem } = attachments;
  if (files.length + coming.length === 0 && problem === '') return null;
  return h('div', { class: 'attachments' }, [
    h('ul', { 'aria-label': 'Attached files' }, [
      files.map((file) => attached(file, () => attachments.remove(file))),
      coming.map((name) => h('li', { class: 'attached' }, [h('span', { class: 'spinner' }), name])),
    ]),
    problem !== '' && h('p', { class: 'problem', role: 'alert' }, problem),
  ]);
}

function attached(file: ShownFile, remove: () => void): Wanted {
  return h('li', { class: 'attached' }, [
    thumbnail(file),
    h('span', { class: 'attached-name' }, [file.name, h('span', { class: 'sub' }, sizeText(file.bytes))]),
    h('button', { type: 'button', class: 'quiet', 'aria-label': `Remove ${file.name}` }, icon('close'), {
      on: { click: remove },
    }),
  ]);
}

function thumbnail({ kind, url }: ShownFile): Wanted {
  if (kind === 'image') return h('img', { src: url, alt: '' });
  if (kind === 'video')
    return h('video', { src: url, muted: true, preload: 'metadata', 'aria-hidden': 'true', tabindex: -1 });
  return icon('file');
}

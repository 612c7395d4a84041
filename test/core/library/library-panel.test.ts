import { expect, it } from 'vitest';
import { libraryPanel } from '../../../src/core/views/library-panel.ts';
import { aPicture, aSavedItem } from './a-saved-item.ts';

const options = { most: 50, timeZone: 'UTC' };

it('says how to begin when nothing is saved', () => {
  const panel = libraryPanel([], options);
  expect(JSON.stringify(panel)).toContain('Nothing is saved yet.');
  expect(labels(panel)).toEqual(['Save something']);
});

it('lists what is saved: its name, what it is, who saved it and when', () => {
  const items = [aSavedItem(), aSavedItem({ name: 'can', kind: 'image', pictures: [aPicture()] })];
  const panel = libraryPanel(items, { ...options, notice: '@can is saved as an image.' });
  expect(panel.parts[0]).toEqual({
    kind: 'lines',
    lines: [['@can is saved as an image.'], ['2 of 50 saved. Prompts name them with the @.']],
  });
  expect(panel.parts[1]).toEqual({
    kind: 'rows',
    rows: [
      {
        title: ['@Mascot'],
        details: ['an element (front and 1 view) · saved by ', { person: 'U1' }, ' · 22 November'],
      },
      { title: ['@can'], details: ['an image · saved by ', { person: 'U1' }, ' · 22 November'] },
    ],
  });
  expect(labels(panel)).toEqual(['Save something', 'Rename or remove…']);
});

it('has ten on a page, and the first page comes after the last', () => {
  const items = Array.from({ length: 23 }, (_, index) => aSavedItem({ name: `can-${index}` }));
  const pages = [0, 1, 2, 9].map((page) => libraryPanel(items, { ...options, page }));
  const rows = pages.map(({ parts }) => parts.flatMap((part) => (part.kind === 'rows' ? part.rows : [])));
  expect(rows.map(({ length }) => length)).toEqual([10, 10, 3, 3]);
  expect(JSON.stringify(pages[0])).toContain('library:page:1');
  expect(JSON.stringify(pages[2])).toContain('library:page:0');
  expect(JSON.stringify(pages[2])).toContain('library:edit:2');
});

function labels({ parts }: ReturnType<typeof libraryPanel>): string[] {
  return parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons.map(({ label }) => label) : []));
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLibraryCommand } from '../../../src/core/library/library-command.ts';

it.each([
  ['', { kind: 'list' }],
  ['  list ', { kind: 'list' }],
  ['add', { kind: 'add', name: '', as: null }],
  ['add @mascot', { kind: 'add', name: 'mascot', as: null }],
  ['Add mascot as element', { kind: 'add', name: 'mascot', as: 'element' }],
  ['remove @mascot', { kind: 'remove', name: 'mascot' }],
  ['rename mascot to @hero', { kind: 'rename', name: 'mascot', to: 'hero' }],
  ['rename mascot hero', { kind: 'rename', name: 'mascot', to: 'hero' }],
  ['remove', { kind: 'unknown' }],
  ['rename mascot', { kind: 'unknown' }],
  ['rename mascot to', { kind: 'unknown' }],
  ['show me', { kind: 'unknown' }],
])('%s', (text, command) => {
  expect(readLibraryCommand(text)).toEqual(command);
});

it('is total', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readLibraryCommand(text)).toHaveProperty('kind');
    }),
  );
});

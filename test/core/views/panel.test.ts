import { expect, it } from 'vitest';
import { drawBar } from '../../../src/core/views/panel.ts';
import { readToken, writeToken } from '../../../src/core/views/token.ts';

it.each([
  [0, 0, '░░░░░░░░░░░░░░░░░░░░'],
  [0.001, 0, '█░░░░░░░░░░░░░░░░░░░'],
  [0.5, 0, '██████████░░░░░░░░░░'],
  [0.5, 0.25, '██████████▒▒▒▒▒░░░░░'],
  [0.5, 0.001, '██████████▒░░░░░░░░░'],
  [0.999, 0, '███████████████████░'],
  [1, 0, '████████████████████'],
  [0.9, 0.4, '██████████████████▒▒'],
  [1.5, 0.2, '████████████████████'],
])('draws %d spent and %d held', (spent, held, drawn) => {
  expect(drawBar(spent, held)).toBe(drawn);
});

it('reads a token as it was written, and nothing else', () => {
  expect(readToken(writeToken('budget', 'cap', 'C0123', 'month'))).toEqual({
    subject: 'budget',
    parts: ['cap', 'C0123', 'month'],
  });
  for (const wrong of ['', ':', 'a b', 'budget:', 'budget:<x>', 'x'.repeat(81)]) {
    expect(readToken(wrong)).toBeNull();
  }
  expect(() => writeToken('budget', '')).toThrow(RangeError);
});

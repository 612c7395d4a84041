import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inert } from '../../../src/bots/discord/inert.ts';

const HUGE = 10_000;
/** What Discord shows: it drops the backslash before a mark, and a zero-width space is not seen. */
const shown = (markdown: string) => markdown.replace(/\\([^0-9A-Za-z\s])/g, '$1').replaceAll('\u200b', '');
/** What is left to be read as markdown once escaped marks are out. */
const live = (markdown: string) => markdown.replace(/\\[^0-9A-Za-z\s]/g, '');

it.each([
  ['**bold** _sly_ ~~gone~~ `code` ||hidden||'],
  ['# heading'],
  ['- list'],
  ['1. list'],
  ['> quote'],
  ['[promo](https://evil.example)'],
  ['<@123456789012345678> <@&123456789012345678> <#123456789012345678> </edit:123456789012345678>'],
  ['@everyone and @here'],
  ['<t:1700000000:R> <a:party:123456789012345678>'],
  ['https://evil.example/a_b_c'],
])('shows %s as it was typed, and as nothing else', (text) => {
  expect(shown(inert(text, HUGE))).toBe(text);
  expect(live(inert(text, HUGE))).not.toMatch(
    /[*_~`|[\]]|^[#>+-]|^\d+\.|<[@#:/at]|@(everyone|here)|https?:\/\//,
  );
});

it('leaves ordinary sentences and the names of images alone', () => {
  const text = 'Swap the beer (left) for @Image1 - keep 3.5 s of "quiet" & more!';
  expect(inert(text, HUGE)).toBe(text);
});

it('makes one line of many, without characters that turn the direction of writing', () => {
  expect(inert('a\n# b\r\n\n- c \u202egnp.exe', HUGE)).toBe('a \\# b - c gnp.exe');
});

it('never exceeds its limit, never cuts an escape in two, and shows a beginning of the text', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '*', '\\', '<', '@', ':', '/', '😀', '_', 'everyone'),
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 60 }), (typed, limit) => {
      const result = inert(typed, limit);
      const line = typed.replace(/\s+/g, ' ').trim();
      expect(result.length).toBeLessThanOrEqual(limit);
      expect(live(result)).not.toMatch(/[*_~`|[\]\\]/);
      expect(line.startsWith(shown(result).replace(/…$/, ''))).toBe(true);
    }),
  );
});

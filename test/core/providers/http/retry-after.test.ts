import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../src/core/providers/http/retry-after.ts';

const NOW = Date.parse('Sun, 22 Nov 2026 12:00:00 GMT');

describe('a Retry-After header', () => {
  it.each([
    ['7', 7_000],
    [' 0.3 ', 300],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['999999999', 3_600_000],
    ['soon', null],
    ['', null],
    ['-5', null],
  ])('of "%s" asks for %s ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  it('that is missing asks for nothing, and of several the first counts', () => {
    expect(retryAfterMs(undefined, NOW)).toBeNull();
    expect(retryAfterMs(['2', '9'], NOW)).toBe(2_000);
  });

  it('asks for a wait of zero to an hour, or for none, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfterMs(header, NOW);
        expect(wait === null || (Number.isInteger(wait) && wait >= 0 && wait <= 3_600_000)).toBe(true);
      }),
    );
  });
});

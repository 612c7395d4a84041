import { describe, expect, it } from 'vitest';
import { about, elapsed, ordinal, seconds, shorten, size, took } from '../../../src/core/views/figures.ts';

describe('figures', () => {
  it('read as people write them', () => {
    expect([seconds(8_400), seconds(10_000), seconds(10_033), seconds(500)]).toEqual([
      '8.4 s',
      '10 s',
      '10 s',
      '0.5 s',
    ]);
    expect([elapsed(7_900), elapsed(72_000), elapsed(3_720_000)]).toEqual(['0:07', '1:12', '1:02:00']);
    expect([took(300), took(12_000), took(178_000), took(180_000), took(3_840_000)]).toEqual([
      '1 s',
      '12 s',
      '2 min 58 s',
      '3 min',
      '1 h 4 min',
    ]);
    expect([about(8_000), about(83_000), about(178_000)]).toEqual([
      'about 10 s',
      'about 85 s',
      'about 3 min',
    ]);
    expect([size(400), size(850_000), size(4_123_456), size(1_200_000_000)]).toEqual([
      '1 KB',
      '850 KB',
      '4.1 MB',
      '1.2 GB',
    ]);
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
    ]);
  });

  it('shorten a text at a word', () => {
    expect(shorten('swap the beer for cola', 14)).toBe('swap the beer…');
    expect(shorten('x'.repeat(30), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(shorten('two\nlines', 20)).toBe('two lines');
  });
});

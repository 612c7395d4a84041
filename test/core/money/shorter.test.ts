import { describe, expect, it } from 'vitest';
import { formatDollars, parseDollars } from '../../../src/core/money/micros.ts';
import { longestWithin } from '../../../src/core/money/shorter.ts';
import { MODELS } from '../../../src/core/providers/catalogue.ts';
import type { Model } from '../../../src/core/providers/model.ts';

const PRO = MODELS.find(({ key }) => key === 'wavespeed/kling-o3-pro') as Model;

function offer(room: string, clipMs: number, model = PRO): string | null {
  const found = longestWithin(parseDollars(room), model, clipMs, { validUntil: 99 });
  return found && `${found.toMs / 1000} s for ${formatDollars(found.quote.amount)}`;
}

describe('a shorter clip', () => {
  it('is the longest beginning, in half seconds, that there is room for', () => {
    expect(offer('2.00', 10_000)).toBe('5.5 s for $1.98');
    expect(offer('1.98', 10_000)).toBe('5.5 s for $1.98');
    expect(offer('1.97', 10_000)).toBe('5 s for $1.80');
  });

  it('is shorter than the clip, and no shorter than the model takes', () => {
    expect(offer('50', 6_200)).toBe('5.5 s for $1.98');
    expect(offer('1.26', 10_000)).toBe('3.5 s for $1.26');
    expect(offer('1.25', 10_000)).toBeNull();
    expect(offer('50', 3_400)).toBeNull();
  });

  it('costs what whole seconds cost where those are billed', () => {
    const price = { ...PRO.price, wholeSeconds: true };
    expect(offer('2.00', 10_000, { ...PRO, price })).toBe('5 s for $1.80');
  });

  it('has a price that holds as long as that of the whole', () => {
    expect(longestWithin(parseDollars('2'), PRO, 10_000, { validUntil: 99 })?.quote.validUntil).toBe(99);
  });
});

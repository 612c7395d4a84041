import { describe, expect, it } from 'vitest';
import { micros, parseDollars } from '../../../src/core/money/micros.ts';
import { adjustmentOf, chargeOf, postOf } from '../../../src/core/money/settlement.ts';
import { aHold, anEdit } from '../edit/an-edit.ts';

const QUOTED = parseDollars('3.03');

describe('what is charged', () => {
  it('is the quote, or the bill where that says something else', () => {
    expect(chargeOf(QUOTED, null)).toBe(QUOTED);
    expect(chargeOf(QUOTED, micros(3_024_000))).toBe(QUOTED);
    expect(chargeOf(QUOTED, parseDollars('1.80'))).toBe(parseDollars('1.80'));
    expect(chargeOf(QUOTED, parseDollars('3.60'))).toBe(parseDollars('3.60'));
  });

  it('is adjusted to a later bill, of which only what is above the hold is an overrun', () => {
    const hold = aHold(anEdit('requested').id, { amount: QUOTED });
    const booked = (charged: string, billed: string) =>
      adjustmentOf(hold, parseDollars(charged), parseDollars(billed)).map(({ kind, amount }) => [
        kind,
        amount,
      ]);
    expect(booked('3.03', '2')).toEqual([['adjust', -1_030_000]]);
    expect(booked('2', '3')).toEqual([['adjust', 1_000_000]]);
    expect(booked('3.03', '4.03')).toEqual([['overrun', 1_000_000]]);
    expect(booked('2', '4.03')).toEqual([
      ['adjust', 1_030_000],
      ['overrun', 1_000_000],
    ]);
    expect(booked('5', '4.03')).toEqual([['adjust', -970_000]]);
    expect(booked('4.03', '5')).toEqual([['adjust', 970_000]]);
  });

  it('is posted up to the hold; what is above it is an overrun', () => {
    const hold = aHold(anEdit('requested').id, { amount: QUOTED });
    expect(postOf(hold, parseDollars('1.80'))).toEqual([
      { kind: 'post', hold, amount: parseDollars('1.80') },
    ]);
    expect(postOf(hold, parseDollars('3.60'))).toEqual([
      { kind: 'post', hold, amount: QUOTED },
      { kind: 'overrun', hold, amount: parseDollars('0.57'), why: "the provider's bill" },
    ]);
  });
});

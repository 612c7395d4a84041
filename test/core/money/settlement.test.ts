import { describe, expect, it } from 'vitest';
import { micros, parseDollars } from '../../../src/core/money/micros.ts';
import { chargeOf, postOf } from '../../../src/core/money/settlement.ts';
import { aHold, anEdit } from '../edit/an-edit.ts';

const QUOTED = parseDollars('3.03');

describe('what is charged', () => {
  it('is the quote, or the bill where that says something else', () => {
    expect(chargeOf(QUOTED, null)).toBe(QUOTED);
    expect(chargeOf(QUOTED, micros(3_024_000))).toBe(QUOTED);
    expect(chargeOf(QUOTED, parseDollars('1.80'))).toBe(parseDollars('1.80'));
    expect(chargeOf(QUOTED, parseDollars('3.60'))).toBe(parseDollars('3.60'));
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

import { describe, expect, it } from 'vitest';
import { priceOf, SOLD_MODELS, type SoldModel } from '../../../src/sandbox/wavespeed/sold-model.ts';

const [pro, std] = SOLD_MODELS as [SoldModel, SoldModel];

describe('the prices of the stand-in', () => {
  it.each([
    [3, 1_080_000],
    [5, 1_800_000],
    [8, 2_880_000],
    [8.4, 3_024_000],
    [10, 3_600_000],
    [2.2, 1_080_000],
    [14, 3_600_000],
  ])('are, for %d s of Kling O3 Pro, %d micro-dollars', (seconds, micros) => {
    expect(priceOf(pro, seconds)).toBe(micros);
  });

  it('follow each model’s own rate', () => {
    expect(priceOf(std, 5)).toBe(630_000);
    expect(priceOf({ ...pro, perSecondMicros: 168_000 }, 10)).toBe(1_680_000);
  });

  it('fall back to the base price when the clip is unknown', () => {
    expect(priceOf(pro, undefined)).toBe(1_800_000);
  });
});

import { expect, it } from 'vitest';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { MODELS } from '../../../src/core/providers/catalogue.ts';
import { lowBalanceLine } from '../../../src/core/views/low-balance-wording.ts';

const models = MODELS.filter(({ provider }) => provider === 'fal');
const said = (left: string) =>
  lowBalanceLine({ title: 'fal', left: parseDollars(left) }, models, [{ person: 'U9' }]).flat();

it('says what is left, what that is worth, and what to do', () => {
  expect(said('4.20')).toEqual([
    'The account at fal is running low: $4.20 left, enough for 2 edits of 5 s with Kling O3 Pro (final), or 3 edits of 5 s with Kling O3 Standard (draft). Once it is used up, edits there fail: please have it topped up ·',
    ' ',
    { person: 'U9' },
  ]);
  expect(said('1.50')[0]).toContain(
    '$1.50 left, enough for no edits of 5 s with Kling O3 Pro (final), or 1 edit of',
  );
  expect(said('0')[0]).toContain('$0.00 left, enough for no edits');
});

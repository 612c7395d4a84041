import { expect, it } from 'vitest';
import { overCeiling } from '../../../src/core/money/ceilings.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { aClip, anEdit, someParts } from '../edit/an-edit.ts';
import { someRules } from './some-rules.ts';

it('forbids what costs more, or is longer, than a single edit may be', () => {
  const edit = anEdit('quoted');
  expect(overCeiling(someRules({ maxPrice: parseDollars('3.03'), maxClipMs: 8_400 }), edit)).toBeNull();
  expect(overCeiling(someRules({ maxPrice: parseDollars('3') }), edit)).toMatchObject({
    code: 'over_ceiling',
  });
  expect(overCeiling(someRules({ maxClipMs: 8_000 }), edit)).toMatchObject({ code: 'over_length' });
});

it('measures of a clip in parts what is edited of it, not the whole file', () => {
  const clip = aClip();
  const whole = { ...clip, facts: { ...clip.facts, durationMs: 60_000 } };
  const edit = anEdit('quoted', { clip: whole, parts: someParts() });
  expect(overCeiling(someRules({ maxClipMs: 20_000 }), edit)).toBeNull();
  expect(overCeiling(someRules({ maxClipMs: 10_000 }), edit)).toMatchObject({ durationMs: 16_800 });
});

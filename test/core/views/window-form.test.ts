import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/edit/choosing.ts';
import { readWindow, windowForm } from '../../../src/core/views/window-form.ts';
import { anEdit, aQuestion } from '../edit/an-edit.ts';

const QUESTION = { ...aQuestion(), within: { from: 2_000, to: 47_300 } } as Extract<
  Question,
  { kind: 'too_long' }
>;

const read = (from: string, to: string) => readWindow({ from, to }, QUESTION);
const problemWith = (from: string, to: string) => {
  const answer = read(from, to);
  if (!Array.isArray(answer)) throw new Error('that is a part');
  return answer.map(({ field, text }) => `${field}: ${text}`);
};

describe('the form that asks for a part of a clip', () => {
  it('says how long the clip is, how long a part may be, and what it costs', () => {
    const form = windowForm(anEdit('choosing').id, QUESTION);
    expect(form.intro).toEqual([
      ['The clip runs from 0:02 to 0:47.3. A part has 3 s to 10 s; 10 s cost $3.60.'],
    ]);
    expect(form.title.length).toBeLessThanOrEqual(24);
  });

  it('takes what people type for times, and the last second as a whole one', () => {
    expect(read('0:12', '22')).toEqual({ from: 12_000, to: 22_000 });
    expect(read('2.5s', '0:09,5')).toEqual({ from: 2_500, to: 9_500 });
    expect(read('0:40', '0:48')).toEqual({ from: 40_000, to: 47_300 });
  });

  it.each([
    ['soon', 'later', ['from: Write a time such as 0:12 or 12.5.', 'to: Write a time such as 0:12 or 12.5.']],
    ['0:01', '0:08', ['from: The clip runs from 0:02 to 0:47.3.']],
    ['0:50', '0:55', ['from: The clip runs from 0:02 to 0:47.3.']],
    ['0:40', '0:49', ['to: The clip ends at 0:47.3.']],
    ['0:20', '0:20', ['to: This has to be later than the start.']],
    ['0:20', '0:22', ['to: That is 2 s; the model needs at least 3 s.']],
    ['0:12', '0:26', ['to: That is 14 s; the model takes up to 10 s. From there, 0:22 is the latest end.']],
  ])('says kindly what is wrong with %s to %s', (from, to, problems) => {
    expect(problemWith(from, to)).toEqual(problems);
  });

  it('never lets a part through that the model does not take', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.nat(60_000).map((ms) => String(ms / 1000)),
    );
    fc.assert(
      fc.property(typed, typed, (from, to) => {
        const part = read(from, to);
        if (Array.isArray(part)) {
          expect(part.length).toBeGreaterThan(0);
          return;
        }
        expect(part.from).toBeGreaterThanOrEqual(QUESTION.within.from);
        expect(part.to).toBeLessThanOrEqual(QUESTION.within.to);
        expect(part.to - part.from).toBeGreaterThanOrEqual(QUESTION.length.min);
        expect(part.to - part.from).toBeLessThanOrEqual(QUESTION.length.max);
      }),
      { numRuns: 2_000 },
    );
  });
});

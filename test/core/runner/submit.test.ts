import { expect, it } from 'vitest';
import { submit } from '../../../src/core/runner/steps/submit.ts';
import { anEdit } from '../edit/an-edit.ts';
import { someRules } from '../money/some-rules.ts';

const now = 1_000;
const { signal } = new AbortController();
const kitWith = (rules: ReturnType<typeof someRules>) =>
  ({ clock: { now: () => now }, rules: { at: async () => rules } }) as never;
const paused = kitWith(someRules({ paused: { by: 'Dana', at: 0 } }));

it('starts no attempt while the team is paused', async () => {
  expect(await submit(anEdit('submitting'), paused, signal)).toEqual({ later: now + 3_000 });
});

it('starts an attempt only by rules that are still those of the team when it becomes durable', async () => {
  const rules = someRules({ version: 7 });
  const outcome = await submit(anEdit('submitting'), kitWith(rules), signal);
  expect(outcome).toMatchObject({ event: { type: 'attempt_started' }, rules: { version: 7 } });
});

it('looks for an attempt that was started, whether the team is paused or not', async () => {
  const started = anEdit('submitting', { attemptAt: 900 });
  expect(await submit(started, paused, signal)).toEqual({ event: { type: 'ambiguous' } });
});

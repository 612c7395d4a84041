import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { GuardName } from '../crash/guards.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CUT = `--import=${new URL('../crash/cut-guard.ts', import.meta.url).href}`;
/** Within so many runs each missing guard is noticed; it takes less than half of them now. */
const ENOUGH = 120;

/** Plays teams at work in a process of its own: there every clock and every die is the simulation's. */
async function simulate(options: { seed: number; runs: number; without?: GuardName }) {
  const { seed, runs, without } = options;
  const main = ['entry.mjs', 'test/simulate/main.ts', '--seed', `${seed}`, '--runs', `${runs}`];
  const child = spawn(process.execPath, without ? [CUT, ...main] : main, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...(without ? { CUT_GUARD: without } : {}) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: code as number, said, fingerprint: /Fingerprint (\w+)/.exec(said)?.[1] };
}

describe.concurrent('teams at work, simulated', { timeout: 1_200_000 }, () => {
  it('keep every promise, whatever dies, stops, is late, lost or doubled', async () => {
    const { code, said } = await simulate({ seed: 1, runs: 25 });
    expect(said).toContain(', 0 broken.');
    expect(code).toBe(0);
  });

  it('the same seed plays the same story', async () => {
    const [one, other] = await Promise.all([simulate({ seed: 7, runs: 3 }), simulate({ seed: 7, runs: 3 })]);
    expect(one.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(other.fingerprint).toBe(one.fingerprint);
  });

  it.each<[GuardName, RegExp]>([
    [
      'an attempt without an answer is not sent again',
      /I8: hold \w+ of \w+ was submitted 2 times|neither delivered nor listed/,
    ],
    ['an event is taken in once', /asked once and became/],
    ['a message that may be there is looked for', /thread: slack: \w+ of \w+ is there twice/],
    ['every cap is checked where the hold is placed', /I1: /],
    ['threads are changed by one process at a time', /thread: slack: \w+ of \w+ is there twice/],
    ['a turn is given to one process at a time', /thread: slack: \w+ of \w+ is there twice/],
    [
      'an edit is given to one process at a time',
      /lease: \w+ was given to bot-\d+ while it was in the hands of/,
    ],
    ['an edit is moved on from the version that was read', /I\d+: /],
    ['an edit is decided under the rules of that moment', /I12: /],
    ['an attempt is written down before it leaves', /I8: hold \w+ of \w+ was submitted 2 times/],
    ['every approver counts once', /I11: /],
    ['a webhook is believed at its own address only', /webhook: a forged webhook of/],
  ])('(control) notice what breaks without: %s', async (without, broken) => {
    const { code, said } = await simulate({ seed: 1, runs: ENOUGH, without });
    expect(said).toMatch(broken);
    expect(code).toBe(1);
  });
});

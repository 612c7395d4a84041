import { beforeEach, describe, expect, it } from 'vitest';
import { SteadyClock } from '../../src/core/steady-clock.ts';

const HOUR = 60 * 60_000;
const NOON = Date.UTC(2026, 10, 30, 12);

describe('the time of a machine whose clock jumps', () => {
  let wall: number;
  let steady: number;
  let jumps: number[];
  let clock: SteadyClock;

  beforeEach(() => {
    [wall, steady, jumps] = [NOON, 1_000, []];
    clock = new SteadyClock({ wall: () => wall, steady: () => steady, onJump: (by) => jumps.push(by) });
  });

  /** The clock is looked at each second, as the runner does. */
  function pass(ms: number): void {
    for (let left = ms; left > 0; left -= 1_000) {
      wall += 1_000;
      steady += 1_000;
      clock.now();
    }
  }

  it('passes as on the wall, small corrections included', () => {
    pass(HOUR);
    wall += 1_500;
    expect(clock.now()).toBe(NOON + HOUR + 1_500);
    wall -= 1_500;
    expect(clock.now()).toBe(NOON + HOUR);
    expect(jumps).toEqual([]);
  });

  it.each([HOUR, -HOUR, 31 * 24 * HOUR])('goes on as before when it jumps by %i ms and is set back', (by) => {
    wall += by;
    pass(60_000);
    expect(clock.now()).toBe(NOON + 60_000);
    wall -= by;
    pass(60_000);
    expect(clock.now()).toBe(NOON + 120_000);
    expect(jumps).toEqual([by]);
  });

  it.each([HOUR, -HOUR])('is believed when it has stood for five minutes after a jump of %i ms', (by) => {
    wall += by;
    pass(4 * 60_000);
    expect(clock.now()).toBe(NOON + 4 * 60_000);
    pass(2 * 60_000);
    expect(clock.now()).toBe(NOON + by + 6 * 60_000);
    expect(jumps).toEqual([by]);
  });
});

import { describe, expect, it } from 'vitest';
import { Turns } from '../../../src/sandbox/media/turns.ts';

describe('turns', () => {
  it('lets so many jobs run at once, and the next ones in their order', async () => {
    const turns = new Turns(2);
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const began: number[] = [];
    const jobs = gates.map((gate, index) =>
      turns.take(async () => {
        began.push(index);
        await gate.promise;
      }),
    );
    await expect.poll(() => began).toEqual([0, 1]);
    gates[1]?.resolve();
    await expect.poll(() => began).toEqual([0, 1, 2]);
    for (const gate of gates) gate.resolve();
    await Promise.all(jobs);
    expect(began).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on after a job that failed', async () => {
    const turns = new Turns(1);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.take(async () => 'yes')).toBe('yes');
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { ProjectionLoop } from '../../../src/core/views/projection-loop.ts';
import { ScreenError } from '../../../src/core/views/screen.ts';
import { anEdit } from '../edit/an-edit.ts';

/** A loop over one edit, which the platform takes from the second time on. */
function aLoop() {
  let looks = 0;
  let shown = 0;
  let isProjected = false;
  const store = {
    unprojected: async () => {
      looks += 1;
      return isProjected ? [] : [anEdit('running')];
    },
    live: async () => [],
  };
  const projector = {
    project: async () => {
      shown += 1;
      if (shown === 1) throw new ScreenError('unreachable', 'away for a moment', { retryAfterMs: 100 });
      isProjected = true;
    },
  };
  const loop = new ProjectionLoop({
    store: store as never,
    projector: projector as never,
    announcements: { tell: () => undefined, settled: async () => undefined } as never,
    platforms: ['slack'],
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    mayShow: () => true,
    beatMs: 60_000,
  });
  return { loop, looks: () => looks, shown: () => shown };
}

it('shows again what failed, and then looks no more often than before it failed', async () => {
  const { loop, looks, shown } = aLoop();
  loop.start();
  await expect.poll(shown, { timeout: 10_000 }).toBe(2);
  const [before, began] = [looks(), performance.now()];
  await pause(1_500);
  await loop.stop();
  const seconds = (performance.now() - began) / 1_000;
  // Once a second, and a few times around the settling and the end. It was every 50 ms.
  expect(looks() - before).toBeLessThanOrEqual(seconds + 4);
});

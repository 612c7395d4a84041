import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { largestOf } from '../../../src/core/edit/delivering.ts';
import type { Edit, EditId } from '../../../src/core/edit/edit.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { goOnSmaller } from '../../../src/core/runner/smaller-copy.ts';
import { ProjectionLoop } from '../../../src/core/views/projection-loop.ts';
import { ScreenError } from '../../../src/core/views/screen.ts';
import { anEdit, aPresentation } from '../edit/an-edit.ts';

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
  return { loop: loopOver(store, projector, 60_000), looks: () => looks, shown: () => shown };
}

function loopOver(
  store: object,
  projector: object,
  beatMs: number,
  tooBig: (edit: EditId) => Promise<void> = async () => undefined,
): ProjectionLoop {
  return new ProjectionLoop({
    store: store as never,
    projector: projector as never,
    announcements: { tell: () => undefined, settled: async () => undefined } as never,
    platforms: ['slack'],
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    tooBig,
    mayShow: () => true,
    beatMs,
  });
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

it('goes on showing a part of a clip that nobody can find, so that approvers are asked about it in the end', async () => {
  const partOf = ulid() as EditId;
  const lost = anEdit('unresolved', { partOf });
  const live = [anEdit('running', { id: ulid() as EditId, partOf }), lost];
  const shown: string[] = [];
  const store = { unprojected: async () => [], live: async () => live };
  const loop = loopOver(store, { project: async ({ id }: Edit) => void shown.push(id) }, 10);
  loop.start();
  await expect.poll(() => shown.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await loop.stop();
  expect(new Set(shown)).toEqual(new Set([lost.id]));
});

it('has a take go on with a smaller copy when the platform refuses it, whichever process delivers it', async () => {
  let edit = anEdit('delivering', { presentation: aPresentation(), uploadLimit: 90_000_000 });
  const refused = largestOf(aPresentation());
  const commits: string[] = [];
  const store = {
    unprojected: async () => (edit.presentation ? [edit] : []),
    live: async () => [],
    read: async () => edit,
    commit: async ({ event, to }: { event: { type: string }; to: Edit }) => {
      commits.push(event.type);
      edit = to as typeof edit;
      return { kind: 'committed' };
    },
  };
  // Another process has the edit under lease, and only waits until its take is shown.
  const runner = { store, clock: systemClock } as never;
  const project = async () => {
    throw new ScreenError('too_big', 'HTTP 413');
  };
  const loop = loopOver(store, { project }, 60_000, async (id) => void (await goOnSmaller(id, runner)));
  loop.start();
  await expect.poll(() => commits, { timeout: 10_000 }).toEqual(['too_big']);
  await loop.stop();
  expect(edit).toMatchObject({ state: 'delivering', uploadLimit: Math.floor(refused / 2) });
  expect(edit.presentation).toBeUndefined();
  expect(edit.dueAt).toBeLessThanOrEqual(Date.now());
  // Who is told of it a second time, or late, changes nothing.
  expect(await goOnSmaller(edit.id, runner)).toBeNull();
  edit = { ...edit, presentation: aPresentation({ file: { file: 'take-copy', bytes: 9 } }) };
  expect(transition(edit, { type: 'too_big', bytes: refused }, Date.now())).toBeNull();
});

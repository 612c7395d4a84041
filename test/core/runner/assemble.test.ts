import { expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { assemble } from '../../../src/core/runner/steps/assemble.ts';
import { ASKED_AT, anEdit } from '../edit/an-edit.ts';

const NOW = ASKED_AT;
const HOUR_MS = 3_600_000;
const { signal } = new AbortController();

/** What a clip in two parts comes to whose parts are like this. */
function looking(states: readonly [Edit['state'], Edit['state']], decideBy: number | null) {
  const edit = anEdit('assembling', { decideBy });
  const parts = new Map(edit.parts.map(({ id }, index) => [id, anEdit(states[index] ?? 'failed', { id })]));
  const kit = {
    clock: { now: () => NOW },
    settings: { quoteHoldsMs: HOUR_MS },
    store: { read: async (id: (typeof edit)['id']) => parts.get(id) ?? null },
  };
  return assemble(edit, kit as never, signal);
}

it('a clip in parts looks for those that are being made', async () => {
  expect(await looking(['delivered', 'running'], null)).toEqual({ later: NOW + 2_000 });
});

it('asks what is to become of parts that failed, and looks at once whether that holds', async () => {
  const event = { type: 'parts_failed', decideBy: NOW + HOUR_MS } as const;
  expect(await looking(['delivered', 'failed'], null)).toEqual({ event });
  expect(transition(anEdit('assembling'), event, NOW)?.edit).toMatchObject({ dueAt: NOW });
});

it('goes on looking while somebody decides: a part that was settled as never run may run after all', async () => {
  const decideBy = NOW + HOUR_MS;
  expect(await looking(['delivered', 'failed'], decideBy)).toEqual({ later: NOW + 30_000 });
  expect(await looking(['delivered', 'failed'], NOW + 1_000)).toEqual({ later: NOW + 1_000 });
  expect(await looking(['delivered', 'running'], decideBy)).toEqual({ later: NOW + 2_000 });
});

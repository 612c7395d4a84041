import { pino } from 'pino';
import { expect, it } from 'vitest';
import { advance } from '../../../src/core/runner/advance.ts';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import { accepted } from '../../conformance/store/steps.ts';
import { simDatabase } from '../../simulate/sim-database.ts';
import { anEdit } from '../edit/an-edit.ts';

const { signal } = new AbortController();

it('does not believe that an edit got the prediction which another has: it is in doubt, and keeps its hold', async () => {
  const store = new KyselyStore(await simDatabase(() => 1));
  const kit = { store, clock: { now: () => 5_000 }, logger: pino({ level: 'silent' }) } as never;
  const accept = { type: 'accepted', predictionId: 'p_1' } as const;
  const submitting = async () => accepted(store, anEdit('submitting', { attemptAt: 900 }));
  const [first, second] = [await submitting(), await submitting()];
  expect(await advance(first, accept, kit, signal)).toMatchObject({
    kind: 'moved',
    edit: { state: 'running', prediction: { id: 'p_1' } },
  });
  expect(await advance(second, accept, kit, signal)).toMatchObject({
    kind: 'moved',
    edit: { state: 'unresolved', attemptAt: 900, prediction: null, hold: { id: expect.any(String) } },
  });
  expect((await store.audit(second.id)).map(({ event }) => event)).toEqual(['asked', 'ambiguous']);
  // Found under the same id again, it stays where it is.
  const lost = await store.read(second.id);
  expect(lost && (await advance(lost, accept, kit, signal))).toEqual({ kind: 'dropped' });
  await store.close();
});

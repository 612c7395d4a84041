/** Another process at the same store: `node other-process.ts <task> <address>`. Prints a line for whatever is done. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { KyselyStore } from '../../../src/core/store/kysely-store.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { aHold, anEdit } from '../../core/edit/an-edit.ts';
import { LIMITS, PRICE } from './crowd.ts';
import { openDatabase } from './open-database.ts';
import { accepted, take } from './steps.ts';

const TASKS: Record<string, (store: Store) => Promise<void>> = {
  /** Waits for a message, and holds at once for 25 edits, each of its own. */
  hold: async (store) => {
    const edits = await Promise.all(Array.from({ length: 25 }, () => accepted(store)));
    say('ready');
    await once(process, 'message');
    process.disconnect();
    const accounts = LIMITS.map(({ scope, period }) => ({ scope, period }));
    const results = await Promise.all(
      edits.map(({ id }) => {
        const hold = aHold(id, { amount: PRICE, accounts });
        return take(store, id, { ledger: [{ kind: 'hold', hold }], caps: LIMITS });
      }),
    );
    for (const { kind } of results) say(kind);
  },

  /** Claims three at a time until there is nothing left. */
  claim: async (store) => {
    const worker = `w${process.pid}`;
    for (;;) {
      const edits = await store.claim(worker, Date.now(), 60_000, 3);
      if (edits.length === 0) return;
      for (const { id } of edits) say(id);
    }
  },

  /** Works until it is killed, and says what is done after it is done. */
  charge: (store) =>
    charge(store, async (line, work) => {
      await work();
      say(line);
    }),

  /** Says so before. */
  boast: (store) =>
    charge(store, async (line, work) => {
      say(line);
      await work();
    }),
};

/** Takes one edit after another from its acceptance to its charge. */
async function charge(store: Store, tell: (line: string, work: () => Promise<unknown>) => Promise<void>) {
  for (;;) {
    const edit = anEdit('requested');
    const hold = aHold(edit.id);
    await tell(`${edit.id} 1`, () => accepted(store, edit));
    await tell(`${edit.id} 2`, () => take(store, edit.id, { ledger: [{ kind: 'hold', hold }] }));
    await tell(`${edit.id} 3`, () =>
      take(store, edit.id, { ledger: [{ kind: 'post', hold, amount: hold.amount }] }),
    );
  }
}

/** At once, so that a line is out before anything else can happen. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const [task = '', address = ''] = process.argv.slice(2);
const store = new KyselyStore(await openDatabase(address));
await TASKS[task]?.(store);
await store.close();

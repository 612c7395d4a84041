/** `npm run ledger -- verify`: goes through the books and says what is wrong, and where. `show <edit>` prints its rows. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { readConfig } from './config.ts';
import { openConfiguredDatabase } from './configured-database.ts';
import type { Edit, EditId } from './core/edit/edit.ts';
import { RecutError } from './core/errors.ts';
import { formatDollars } from './core/money/micros.ts';
import { differs } from './core/money/reconciling.ts';
import { verifyLedger } from './core/money/verify-ledger.ts';
import { KyselyStore } from './core/store/kysely-store.ts';
import type { Store } from './core/store/store.ts';

/** Each resolves with the exit code: 0 when all is well. */
const COMMANDS: Record<string, (store: Store, argument: string) => Promise<number>> = {
  async verify(store) {
    const { rows, accounts, findings } = await verifyLedger(store);
    for (const { text } of findings) console.log(`✗ ${text}`);
    const read = `${rows} rows in ${accounts} accounts`;
    if (findings.length === 0) console.log(`✓ The ledger is whole: ${read}, every balance adds up.`);
    else console.log(`\n${findings.length} of what was found in ${read} is wrong.`);
    return findings.length === 0 ? 0 : 1;
  },

  async bills(store) {
    let apart = 0;
    for (let last: EditId | null = null; ; ) {
      const edits: Edit[] = await store.edits(last, 1_000);
      for (const edit of edits.filter(differs)) {
        if (!('bill' in edit) || !edit.bill) continue;
        apart += 1;
        const { before, amount, at } = edit.bill;
        const charged = `charged ${formatDollars(before)}, billed ${formatDollars(amount)}`;
        console.log(`${edit.id}\t${edit.state}\t${charged}\tread ${new Date(at).toISOString()}`);
      }
      const end = edits.at(-1);
      if (!end) break;
      last = end.id;
    }
    console.log(apart === 0 ? '✓ Every bill that was read agrees with its charge.' : `\n${apart} disagree.`);
    return 0;
  },

  async show(store, edit) {
    const rows = await store.ledger(edit ? { editId: edit as EditId } : {});
    for (const { seq, at, kind, amount, scope, period, actor, why, editId } of rows) {
      const when = new Date(at).toISOString();
      console.log([seq, when, kind, formatDollars(amount), scope, period, actor, why, editId].join('\t'));
    }
    return 0;
  },
};

async function main([name = '', argument = '']: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (!command) {
    console.error(
      'Say what to do: npm run ledger -- verify, npm run ledger -- bills, or npm run ledger -- show, with the id of an edit for its rows alone.',
    );
    return 2;
  }
  if (existsSync('.env')) loadEnvFile('.env');
  const store = new KyselyStore(await openConfiguredDatabase(readConfig(process.env)));
  try {
    return await command(store, argument);
  } finally {
    await store.close();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof RecutError ? error.message : error);
    process.exitCode = 2;
  },
);

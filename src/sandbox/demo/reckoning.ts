import { join } from 'node:path';
import { EVERYTHING, type LedgerRow } from '../../core/money/ledger.ts';
import { add, formatDollars, type Micros, micros, subtract, ZERO } from '../../core/money/micros.ts';
import { KyselyStore } from '../../core/store/kysely-store.ts';
import { openSqlite } from '../../core/store/sqlite/open-sqlite.ts';
import type { Sandbox } from '../sandbox.ts';
import { DemoProblem } from './demo-problem.ts';

/** What the edits cost by the bot's own books, and by the provider's. */
export interface Reckoning {
  /** Charged in Recut's ledger. */
  readonly spent: Micros;
  /** What the provider stand-in would have taken from the account. */
  readonly billed: Micros;
  /** Set aside and neither charged nor given back. */
  readonly held: Micros;
}

/** Reads the bot's ledger as an operator's tool does: by a second connection to its database. */
export async function reckon(sandbox: Sandbox): Promise<Reckoning> {
  const store = new KyselyStore(await openSqlite(join(sandbox.env['DATA_DIR'] ?? '', 'recut.db')));
  try {
    return {
      ...sums(await store.ledger({ account: EVERYTHING })),
      billed: micros(sandbox.wavespeed.chargedMicros),
    };
  } finally {
    await store.close();
  }
}

/** @throws DemoProblem unless the books agree and nothing is left open */
export function checkReckoning({ spent, billed, held }: Reckoning): void {
  if (spent !== billed) {
    const [own, theirs] = [formatDollars(spent), formatDollars(billed)];
    throw new DemoProblem(`The books differ: Recut's ledger says ${own}, the provider's bill ${theirs}.`);
  }
  if (held !== 0)
    throw new DemoProblem(`${formatDollars(held)} are still set aside, for edits that are over.`);
}

function sums(rows: readonly LedgerRow[]): { spent: Micros; held: Micros } {
  const moves = new Map(rows.map((row) => [`${row.holdId} ${row.kind}`, row]));
  const total = (kind: LedgerRow['kind']) =>
    add(ZERO, ...[...moves.values()].filter((row) => row.kind === kind).map(({ amount }) => amount));
  const settled = [...moves.values()].filter(({ kind, holdId }) => kind === 'hold' && isSettled(holdId));
  const held = subtract(total('hold'), add(ZERO, ...settled.map(({ amount }) => amount)));
  return { spent: total('post'), held };

  function isSettled(hold: string): boolean {
    return moves.has(`${hold} post`) || moves.has(`${hold} void`);
  }
}

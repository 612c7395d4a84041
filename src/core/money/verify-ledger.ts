import type { EditId } from '../edit/edit.ts';
import type { Store } from '../store/store.ts';
import { type Finding, LedgerAudit } from './ledger-audit.ts';

export interface Verdict {
  rows: number;
  accounts: number;
  findings: readonly Finding[];
}

const PAGE = 2_000;
/** How often everything is read anew because the bot at work has moved the books meanwhile. */
const TRIES = 5;

/**
 * Recomputes the chain and every balance from the rows, and holds them against what the store says of balances and
 * edits. Only reads; the bot may be at work.
 */
export async function verifyLedger(store: Pick<Store, 'ledger' | 'edits' | 'balance'>): Promise<Verdict> {
  for (let attempt = 1; ; attempt += 1) {
    const audit = new LedgerAudit();
    const last = await readRows(store, audit);
    audit.end();
    for (const account of audit.accounts) audit.checkBalance(account, await store.balance(account));
    await readEdits(store, audit);
    const moved = (await store.ledger({ after: last, limit: 1 })).length > 0;
    if (moved && audit.findings.length > 0 && attempt < TRIES) continue;
    return { rows: audit.rows, accounts: audit.accounts.length, findings: audit.findings };
  }
}

/** Resolves with the number of the last row. */
async function readRows(store: Pick<Store, 'ledger'>, audit: LedgerAudit): Promise<number> {
  for (let last = 0; ; ) {
    const rows = await store.ledger({ after: last, limit: PAGE });
    for (const row of rows) audit.take(row);
    const end = rows.at(-1);
    if (!end) return last;
    last = end.seq;
  }
}

async function readEdits(store: Pick<Store, 'edits'>, audit: LedgerAudit): Promise<void> {
  for (let last: EditId | null = null; ; ) {
    const edits = await store.edits(last, PAGE);
    for (const edit of edits) audit.checkEdit(edit);
    const end = edits.at(-1);
    if (!end) return;
    last = end.id;
  }
}

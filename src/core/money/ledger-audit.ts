import { type Edit, isHeld } from '../edit/edit.ts';
import type { Account, Balance, LedgerRow } from './ledger.ts';
import { GENESIS, hashOf } from './ledger-chain.ts';
import { add, formatDollars, micros, ZERO } from './micros.ts';

/** Something that is wrong with the books, and where. */
export interface Finding {
  /** The row at which it shows; null where it is about an account or an edit. */
  row: number | null;
  /** A whole sentence for the operator. */
  text: string;
}

/** What is known of a hold in one account. */
interface Booked {
  held: LedgerRow;
  settled: LedgerRow | null;
  /** All that was charged: by the post, the overrun and the adjustments. */
  charged: number;
}

/**
 * Goes through a whole ledger, row by row from the first, as an auditor would: knowing nothing of how the store adds up.
 * Memory grows with the holds and accounts, not with the rows.
 */
export class LedgerAudit {
  readonly #findings: Finding[] = [];
  readonly #holds = new Map<string, Map<string, Booked>>();
  readonly #holdsOfEdit = new Map<string, Set<string>>();
  readonly #accounts = new Map<string, Account & Balance>();
  #last: Pick<LedgerRow, 'seq' | 'hash'> = { seq: 0, hash: GENESIS };
  #rows = 0;

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Every account that has rows. */
  get accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  take(row: LedgerRow): void {
    this.#rows += 1;
    this.#checkChain(row);
    this.#book(row);
    const { scope, period } = row;
    const { held, posted } = this.#accounts.get(keyOf(row)) ?? EMPTY;
    const balance = { held: add(held, row.heldChange), posted: add(posted, row.postedChange) };
    this.#accounts.set(keyOf(row), { scope, period, ...balance });
  }

  /** After the last row: every hold is settled alike in all of its accounts. */
  end(): void {
    for (const [id, accounts] of this.#holds) {
      const all = [...accounts.values()];
      const outcomes = new Set(
        all.map(({ held, settled, charged }) => `${held.amount} ${settled?.kind ?? 'open'} ${charged}`),
      );
      if (outcomes.size > 1)
        this.#find(null, `Hold ${id} is not booked alike in all of its ${all.length} accounts.`);
    }
  }

  /** What an edit says of its money, against the rows. */
  checkEdit(edit: Edit): void {
    const holds = [...(this.#holdsOfEdit.get(edit.id) ?? [])].flatMap((id) => {
      const [booked] = this.#holds.get(id)?.values() ?? [];
      return booked ? [{ id, ...booked }] : [];
    });
    const open = holds.filter(({ settled }) => settled === null).map(({ id }) => id);
    const expected = isHeld(edit) ? [edit.hold.id] : [];
    for (const id of open.filter((each) => !expected.includes(each)))
      this.#find(null, `Edit ${edit.id} is ${edit.state}, but its hold ${id} is still open.`);
    for (const id of expected.filter((each) => !open.includes(each)))
      this.#find(null, `Edit ${edit.id} is ${edit.state}, but its hold ${id} is not open in the ledger.`);
    if (!('charged' in edit) || edit.hold === null) return;
    const { id } = edit.hold;
    const booked = holds.find((hold) => hold.id === id);
    if (booked?.settled?.kind !== 'post')
      this.#find(null, `Edit ${edit.id} is ${edit.state}, but the charge of its hold ${id} is missing.`);
  }

  /** What the store gives as the balance of an account, against the rows. */
  checkBalance(account: Account, { held, posted }: Balance): void {
    const own = this.#accounts.get(keyOf(account)) ?? EMPTY;
    if (own.held === held && own.posted === posted) return;
    const say = (balance: Balance) => `${dollars(balance.held)} held and ${dollars(balance.posted)} posted`;
    this.#find(
      null,
      `The balance of ${keyOf(account)} is given as ${say({ held, posted })}; its rows add up to ${say(own)}.`,
    );
  }

  #checkChain(row: LedgerRow): void {
    const { seq, before, hash } = row;
    const expected = this.#last.seq + 1;
    if (seq !== expected)
      this.#find(seq, `Row ${seq} follows row ${this.#last.seq}: ${missing(expected, seq)}.`);
    else if (before !== this.#last.hash)
      this.#find(
        seq,
        `Row ${seq} does not follow from row ${this.#last.seq}: that was changed, or this was put in.`,
      );
    if (hashOf(row) !== hash) this.#find(seq, `Row ${seq} was changed after it was written.`);
    this.#last = { seq, hash };
  }

  #book(row: LedgerRow): void {
    const { seq, holdId, editId } = row;
    const accounts = this.#holds.get(holdId) ?? new Map<string, Booked>();
    this.#holds.set(holdId, accounts);
    this.#holdsOfEdit.set(editId, (this.#holdsOfEdit.get(editId) ?? new Set()).add(holdId));
    const key = keyOf(row);
    const booked = accounts.get(key);
    const placed = row.kind === 'hold';
    if (placed && booked) this.#find(seq, `Row ${seq} places hold ${holdId} in ${key} a second time.`);
    else if (placed) accounts.set(key, { held: row, settled: null, charged: 0 });
    else if (booked) this.#settle(row, booked);
    else this.#find(seq, `Row ${seq} settles hold ${holdId} in ${key}, where it was never placed.`);
  }

  #settle(row: LedgerRow, booked: Booked): void {
    const { seq, holdId } = row;
    const { held } = booked;
    if (row.editId !== held.editId)
      this.#find(
        seq,
        `Row ${seq} books hold ${holdId} for edit ${row.editId}; it is that of ${held.editId}.`,
      );
    booked.charged += row.postedChange;
    if (booked.charged < 0)
      this.#find(seq, `Row ${seq} gives back more than was charged for hold ${holdId}.`);
    if (row.kind === 'adjust' || row.kind === 'overrun') {
      if (!booked.settled)
        this.#find(seq, `Row ${seq} corrects the charge of hold ${holdId}, which is open.`);
      return;
    }
    if (booked.settled) this.#find(seq, `Row ${seq} settles hold ${holdId} in ${keyOf(row)} a second time.`);
    if (row.postedChange > held.amount)
      this.#find(
        seq,
        `Row ${seq} charges ${dollars(row.postedChange)} to a hold of ${dollars(held.amount)}.`,
      );
    if (-row.heldChange !== held.amount)
      this.#find(seq, `Row ${seq} closes hold ${holdId} with another amount than it was placed with.`);
    booked.settled = row;
  }

  #find(row: number | null, text: string): void {
    this.#findings.push({ row, text });
  }
}

const EMPTY: Balance = { held: ZERO, posted: ZERO };

function keyOf({ scope, period }: Account): string {
  return `${scope} ${period}`;
}

function missing(from: number, until: number): string {
  if (until < from) return 'they are out of order';
  return until - from === 1 ? `row ${from} is missing` : `rows ${from} to ${until - 1} are missing`;
}

function dollars(amount: number): string {
  return formatDollars(micros(amount));
}

import type { Millis } from '../clock.ts';
import type { EditId } from '../edit/edit.ts';
import type { Micros } from './micros.ts';

/** One cap that covers an edit, and the period in it: `team:slack:T1` in `month:2026-11`. */
export interface Account {
  scope: string;
  period: string;
}

/** The one account that every edit is booked in, whatever its team: a move has one row in it. */
export const EVERYTHING: Account = { scope: 'deployment', period: 'total' };

/** Money set aside for one edit in every account that covers it, all or none. */
export interface Hold {
  /** Unique per placement: an edit that is quoted anew gets a new hold. */
  id: string;
  amount: Micros;
  accounts: readonly Account[];
}

/** What a transition asks of the ledger; carried out in the same transaction as the edit's new state. */
export type LedgerMove =
  /** `of`: whose it is, where that is an edit that begins with this step. */
  | { kind: 'hold'; hold: Hold; of?: EditId }
  /** The provider did the work: at most the held amount is charged. */
  | { kind: 'post'; hold: Hold; amount: Micros }
  | { kind: 'void'; hold: Hold; why: string }
  /** The provider charged more than was held: the rest, beside a post of all that was held. */
  | { kind: 'overrun'; hold: Hold; amount: Micros; why: string }
  /** The provider's bill differs from what was charged for a settled hold: the difference, below zero in our favour. */
  | { kind: 'adjust'; hold: Hold; amount: Micros; why: string };

/** A row of the append-only ledger: one per account that a move touches. */
export interface LedgerRow {
  /** From 1, without gaps. */
  seq: number;
  /** The hash of the row before, and of this one: see `ledger-chain.ts`. */
  before: string;
  hash: string;
  holdId: string;
  editId: string;
  kind: LedgerMove['kind'];
  scope: string;
  period: string;
  /** Of the move; below zero only where an adjustment gives back. */
  amount: Micros;
  /** What the row changes of its account's balance: the balance is the plain sum of these. */
  heldChange: Micros;
  postedChange: Micros;
  actor: string;
  why: string;
  at: Millis;
}

/** Sums of one account, derived from its rows. */
export interface Balance {
  held: Micros;
  posted: Micros;
}

/** Thresholds of a cap, in per cent of it, that the team is told of when they are crossed. */
export interface Watch {
  cap: Cap;
  percents: readonly number[];
}

/** An account with the most that may be held and posted in it. */
export interface Cap extends Account {
  limit: Micros;
}

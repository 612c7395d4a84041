import type { Millis } from '../clock.ts';
import type { Edit, EditId, Place } from '../edit/edit.ts';
import type { Account, Balance, Cap, LedgerMove, LedgerRow, Watch } from '../money/ledger.ts';
import type { Micros } from '../money/micros.ts';
import type { RecordedChange, SettingsChange, StoredSettings, WaitingNotice } from './settings-record.ts';

/** Who did something: a person's platform id, or `recut` itself. */
export type Actor = string;

/** One step of an edit's life, to be made durable as a whole. */
export interface Commit {
  /** The edit as it was read: the commit succeeds only if this is still its version. */
  from: Edit;
  to: Edit;
  /** The event that moved it, for the audit row. Must hold no secrets. */
  event: { type: string };
  actor: Actor;
  at: Millis;
  ledger: readonly LedgerMove[];
  /** Edits that begin with this step, each with an audit row of its own. A hold among `ledger` may be theirs. */
  parts?: readonly Edit[];
  /** The caps that a hold among `ledger` must fit in: for each, posted + held + amount ≤ limit, checked in the same transaction. */
  caps: readonly Cap[];
  /** The version of the team's rules that this was decided by; the commit succeeds only while they are at it. */
  rules?: number;
  /** At most `limit` edits of this provider may be `preparing`, `submitting`, `running` or `fetching`. */
  slot?: { provider: string; limit: number };
  /** For the start of a submission: at most `limit` to this provider may have started after `since`, this one included. */
  pace?: { provider: string; limit: number; since: Millis };
  /** At most so many edits of the person in this team, and of the team, may be in those states; null: any number. */
  running?: { person: number | null; team: number | null };
  /** Thresholds that are remembered, each once per cap and period, when this step's hold crosses them. */
  watch?: readonly Watch[];
  /** The name of what happened: the commit is made only if none was made for it before, whatever its edit. */
  once?: string;
}

export type CommitResult =
  | { kind: 'committed' }
  /** Somebody else moved the edit first. Nothing was written. */
  | { kind: 'stale' }
  /** The team's rules have changed since they were read. Nothing was written. */
  | { kind: 'rules_changed' }
  /** A hold does not fit; `cap` is the first it breaks. Nothing was written. */
  | { kind: 'over_cap'; cap: Cap; balance: Balance }
  /** Every place at the provider is taken, as many edits run as may, or its minute is full. Nothing was written. */
  | { kind: 'no_slot' }
  /** The prediction that the edit would get is another's: an edit never shares one. Nothing was written. */
  | { kind: 'taken'; by: EditId }
  /** What is to happen `once` has happened. Nothing was written. */
  | { kind: 'duplicate' };

/** Which rows of the ledger: all of these that are named must fit. */
export interface LedgerFilter {
  editId?: EditId;
  account?: Account;
  /** Only rows behind this number, and at most so many. */
  after?: number;
  limit?: number;
}

export interface AuditRow {
  seq: number;
  editId: EditId;
  at: Millis;
  actor: Actor;
  event: string;
  from: string | null;
  to: string;
}

export interface HistoryQuery extends Pick<Place, 'platform' | 'team'> {
  channel?: string;
  person?: string;
  state?: Edit['state'];
  /** Leaves out the parts of clips that are made in parts: their whole has the sum. */
  wholes?: boolean;
  /** Only what was asked for before this one. */
  before?: EditId;
  limit: number;
}

/** Edits at these providers that ended in this time, in pages: those after this one. */
export interface UnbilledQuery {
  providers: readonly string[];
  since: Millis;
  until: Millis;
  after: EditId | null;
  limit: number;
}

export interface PersonSpending extends Balance {
  person: string;
  period: string;
}

/** One change of what an account has spent. */
export interface Charge {
  at: Millis;
  kind: LedgerRow['kind'];
  /** Negative where something was given back. */
  amount: Micros;
  edit: Edit;
}

/** A message of an edit's thread. One per (edit, slot), made once and updated when its content changes. */
export interface Posted {
  editId: EditId;
  slot: string;
  /** The platform's address of the message; null from the moment before posting until it is known. */
  ref: string | null;
  /** Of the content last shown. */
  hash: string | null;
}

/**
 * Where everything that must not be lost lives. Every method is atomic, and durable when it resolves.
 * Methods reject with a RecutError `store_unavailable` (retryable) when the database cannot be reached.
 */
export interface Store {
  /**
   * Accepts a request exactly once: the deduplication row for `keys`, the edit and its first audit row are written
   * together. If any of the keys was seen before, nothing is written and the edit of that key is named.
   */
  accept(
    edit: Edit,
    keys: readonly string[],
    actor: Actor,
    at: Millis,
  ): Promise<{ kind: 'accepted' } | { kind: 'duplicate'; of: EditId }>;

  /** @throws RecutError `edit_corrupt`, which names the edit, when what is stored is not an edit. */
  read(id: EditId): Promise<Edit | null>;
  /**
   * All of it or nothing. The lease stays as it is, so that the worker can go on with the next step.
   * @throws RecutError when the step itself is wrong, and would be again: `not_the_next_version`; `hold_repeated` (its id
   * was used), `hold_uncovered` (no account, or none for one of the caps); `no_hold`, `already_settled`, `overcharged`
   * (a post above the hold), `not_settled` or `overcredited` (more given back than was charged).
   */
  commit(commit: Commit): Promise<CommitResult>;

  /**
   * Leases up to `limit` edits that are due (`dueAt` ≤ now) and that nobody else works on, the longest due first.
   * A lease ends `leaseMs` later by the clock of the database, whatever `now` is; a dead worker's edits can then be claimed
   * by another.
   */
  claim(worker: string, now: Millis, leaseMs: Millis, limit: number): Promise<Edit[]>;
  /** Another `leaseMs` from now on. False when the lease was lost. */
  renew(id: EditId, worker: string, leaseMs: Millis): Promise<boolean>;
  release(id: EditId, worker: string): Promise<void>;
  /**
   * Looks at a leased edit again at `dueAt`: sets its `dueAt` and ends the lease without a new version or audit row,
   * because nothing happened to it. Ends only the lease when the edit was moved meanwhile; does nothing when the lease was lost.
   */
  defer(edit: Pick<Edit, 'id' | 'version'>, worker: string, dueAt: Millis): Promise<void>;
  /** Workers that hold a lease on an edit that is still to be taken on. */
  leaseholders(): Promise<string[]>;
  /** Ends all leases of a worker that is surely gone. */
  endLeases(worker: string): Promise<void>;
  /** How long until an edit can be claimed: until it is due, or the lease of whoever works on it ends. Null: none is due. */
  dueIn(now: Millis): Promise<Millis | null>;

  /** The newest first. */
  inThread(place: Pick<Place, 'platform' | 'team' | 'channel'> & { thread: string }): Promise<Edit[]>;
  /**
   * Fixes the thread of an edit once it is open; keeps the version, because the edit itself did not change. A commit
   * that does not know of it yet leaves it in place. Repeating it changes nothing.
   * @throws RecutError `thread_fixed` when the edit has another thread, `no_such_edit` when there is no such edit.
   */
  setThread(id: EditId, thread: string): Promise<void>;
  /** The edits of a team, or of a channel or person in it, the newest first. */
  history(query: HistoryQuery): Promise<Edit[]>;
  /** The first edit that a team ever asked for; null while there is none. */
  firstEdit(team: Pick<Place, 'platform' | 'team'>): Promise<EditId | null>;
  /** What each person of a team spent and holds in each of these periods; nothing for those who did not. */
  spending(team: Pick<Place, 'platform' | 'team'>, periods: readonly string[]): Promise<PersonSpending[]>;
  /** What was booked as spent in an account, in the order it was booked: the newest `limit`. The sum of all is its balance. */
  charges(account: Account, limit: number): Promise<Charge[]>;
  /** How many approved edits of this provider wait for a place before this one. */
  queuePlace(id: EditId, provider: string): Promise<number>;
  /** How many edits that this provider is still to be given wait for a minute that is not full before this one. */
  pacePlace(id: EditId, provider: string): Promise<number>;
  /** Which of these predictions of a provider other edits than this one have. */
  predictionsHeld(provider: string, ids: readonly string[], except: EditId): Promise<string[]>;
  /** How many submissions to this provider were begun after `since`. */
  submittedSince(provider: string, since: Millis): Promise<number>;
  /** How an approved edit stands among the others of its person and its team. */
  lines(edit: Edit): Promise<Lines>;
  /** How many edits are in each state. */
  countByState(): Promise<Record<string, number>>;

  /** Edits that changed since their thread was last made to match, oldest change first. */
  unprojected(platform: string, limit: number): Promise<Edit[]>;
  /** Edits whose thread shows running time: not ended and not resting. */
  live(platform: string): Promise<Edit[]>;
  markProjected(id: EditId, version: number): Promise<void>;
  posted(id: EditId): Promise<Posted[]>;
  savePosted(posted: Posted): Promise<void>;

  balance(account: Account): Promise<Balance>;
  /** The thresholds of caps that this edit has crossed. */
  alerts(id: EditId): Promise<Alert[]>;
  /** In the order they were written. */
  ledger(filter: LedgerFilter): Promise<LedgerRow[]>;
  /** All edits in the order of their ids, for going through them in pages: those after this one. */
  edits(after: EditId | null, limit: number): Promise<Edit[]>;
  /** Edits that may have been paid for and whose bill was not read, in the order of their ids; some may have none. */
  unbilled(query: UnbilledQuery): Promise<Edit[]>;
  audit(id: EditId): Promise<AuditRow[]>;

  /** What a team has set about its money. */
  settings(team: Pick<Place, 'platform' | 'team'>): Promise<StoredSettings>;
  /**
   * Writes the next version with the record of its change, and what a channel is to be told of it. False when it is not
   * the next: somebody else was first.
   */
  changeSettings(change: SettingsChange): Promise<boolean>;
  /** The newest first. */
  settingsChanges(team: Pick<Place, 'platform' | 'team'>, limit: number): Promise<RecordedChange[]>;

  /** What channels of a platform are still to be told, the oldest first. */
  waitingNotices(platform: string, limit: number): Promise<WaitingNotice[]>;
  /** It was told, or never can be. */
  forgetNotice(id: string): Promise<void>;

  /**
   * Writes down that the balance at a provider has fallen below what operators want there, with what channels are to be
   * told of it. False, and nothing is written, while it was written down before and has not risen since.
   */
  noteLowBalance(provider: string, at: Millis, notices: readonly WaitingNotice[]): Promise<boolean>;
  /** The next fall is told again. */
  noteBalanceRose(provider: string): Promise<void>;
  /** For each team that asked for edits at this provider since then, the channel in which most people did. */
  channelsAt(provider: string, since: Millis): Promise<WaitingNotice['place'][]>;

  /** Remembers how long the provider took for this model and billed length. */
  addTiming(timing: Timing): Promise<void>;
  /** The newest first. */
  timings(model: string, limit: number): Promise<Timing[]>;

  /**
   * Gives a turn to one holder at a time, for so many milliseconds by the database's clock: when it is free, over, or its
   * own already. `from` is a holder it may be taken away from, because it is gone.
   */
  takeTurn(name: string, holder: string, forMs: Millis, from?: string): Promise<TurnTaken>;
  /** Lets the next one have it. Does nothing when it is somebody else's. */
  endTurn(name: string, holder: string): Promise<void>;

  /** Threads in which something was asked for since then, the newest first. */
  recentThreads(platform: string, since: Millis, limit: number): Promise<OpenThread[]>;

  /** How much a person asked for since then, and how many edits of the team have not ended. */
  load(who: Pick<Place, 'platform' | 'team'> & { person: string }, since: Millis): Promise<Load>;

  /** True when the database takes what is written to it. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** How many edits of somebody the provider has in its hands, and how many approved ones have waited longer. */
export interface Crowd {
  running: number;
  ahead: number;
}

export interface Lines {
  person: Crowd;
  team: Crowd;
}

/** A threshold of a cap that was crossed, as it was at that moment. */
export interface Alert extends Account {
  percent: number;
  used: Micros;
  limit: Micros;
}

export type OpenThread = Pick<Place, 'team' | 'channel'> & { thread: string };

export interface Load {
  recent: number;
  open: number;
}

export type TurnTaken = { kind: 'taken' } | { kind: 'held'; by: string | null };

export interface Timing {
  model: string;
  /** Length of the clip that was edited. */
  clipMs: number;
  /** From submission to completion. */
  tookMs: number;
  at: Millis;
}

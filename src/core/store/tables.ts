import type { Generated } from 'kysely';
import type { LedgerRow } from '../money/ledger.ts';

/**
 * The tables as the code sees them. Times are Millis, amounts Micros; both fit a JavaScript number, and a driver that
 * reads 64-bit integers as something else has to be told so.
 */
export interface Tables {
  edits: EditsTable;
  events: EventsTable;
  audit: AuditTable;
  ledger: LedgerTable;
  messages: MessagesTable;
  timings: TimingsTable;
  kv: KvTable;
  turns: TurnsTable;
  settings: SettingsTable;
  alerts: AlertsTable;
  library: LibraryTable;
  notices: NoticesTable;
  predictions: PredictionsTable;
  low_balances: LowBalancesTable;
}

/** An edit, and beside it what is asked for in queries. */
export interface EditsTable {
  id: string;
  state: string;
  version: number;
  platform: string;
  team: string;
  channel: string;
  /** Wins over `body`: it is fixed while somebody else may be moving the edit on. */
  thread: string | null;
  person: string;
  model: string;
  provider: string;
  /** When the present state was entered. */
  since: number;
  /** Wins over `body`: it may be put off without a new version. */
  due_at: number | null;
  lease_owner: string | null;
  lease_until: number | null;
  /** When `version` was committed. */
  changed_at: number;
  /** The version that the thread was last made to match; -1 until it was. */
  projected_version: Generated<number>;
  /** The whole edit, as JSON. */
  body: string;
}

/** Names of events that asked for an edit; each asks once. */
interface EventsTable {
  key: string;
  edit_id: string;
  at: number;
}

/** One row per version of an edit. Append-only. */
export interface AuditTable {
  edit_id: string;
  version: number;
  at: number;
  actor: string;
  event: string;
  from_state: string | null;
  to_state: string;
}

/** One row per move and account, numbered without gaps and chained by hash. Append-only. */
export interface LedgerTable {
  seq: number;
  /** Of the row before this one. */
  before: string;
  hash: string;
  hold_id: string;
  edit_id: string;
  kind: LedgerRow['kind'];
  scope: string;
  period: string;
  amount: number;
  /** What the row changes of its account's balance: the balance is the plain sum of these. */
  held_change: number;
  posted_change: number;
  actor: string;
  why: string;
  at: number;
}

interface MessagesTable {
  edit_id: string;
  slot: string;
  ref: string | null;
  hash: string | null;
}

interface TimingsTable {
  seq: Generated<number>;
  model: string;
  clip_ms: number;
  took_ms: number;
  at: number;
}

/** Thresholds of caps that were crossed, each once per cap and period. */
interface AlertsTable {
  scope: string;
  period: string;
  percent: number;
  edit_id: string;
  used: number;
  cap: number;
  at: number;
}

/** One row per version of what a team has set; `before` and `after` are JSON. Append-only. */
export interface SettingsTable {
  platform: string;
  team: string;
  version: number;
  at: number;
  actor: string;
  what: string;
  before: string;
  after: string;
}

export interface KvTable {
  ns: string;
  key: string;
  value: string;
  expires: number | null;
}

/** What teams have saved under a name. */
export interface LibraryTable {
  id: string;
  platform: string;
  team: string;
  /** The name in lower case: one of a team. */
  key: string;
  /** As it was typed. */
  name: string;
  kind: 'image' | 'element';
  /** The facts of its pictures, as JSON. */
  pictures: string;
  /** Of all of them. */
  bytes: number;
  person: string;
  at: number;
}

/** What channels are still to be told; `line` is JSON. */
interface NoticesTable {
  id: string;
  platform: string;
  team: string;
  channel: string;
  line: string;
  at: number;
}

/** Whose a prediction is: never another edit's, also when its own has let go of it. */
interface PredictionsTable {
  provider: string;
  id: string;
  edit_id: string;
}

/** Providers whose funds run out, since when. */
interface LowBalancesTable {
  provider: string;
  at: number;
}

/** What one process at a time may do. */
interface TurnsTable {
  name: string;
  holder: string;
  /** By the database's clock. */
  until: number;
}

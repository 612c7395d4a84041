import type { Millis } from '../clock.ts';
import { type Edit, type EditId, hasEnded } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { Account, Balance, LedgerRow } from '../money/ledger.ts';
import { accept } from './accepting.ts';
import { alertsOf } from './alerts.ts';
import { auditRows } from './auditing.ts';
import { claim, defer, dueIn, endLeases, leaseholders, release, renew } from './claiming.ts';
import { commit } from './committing.ts';
import type { Database } from './database.ts';
import { EDIT_COLUMNS, type EditRow, editOf } from './edit-row.ts';
import { balanceOf, ledgerRows } from './ledger-queries.ts';
import { loadOf } from './load.ts';
import { channelsAt, noteBalanceRose, noteLowBalance } from './low-balances.ts';
import { forgetNotice, waitingNotices } from './notices.ts';
import { pacePlace, submittedSince } from './pace.ts';
import { predictionsHeld } from './predictions.ts';
import { due, markProjected, unprojected } from './projection.ts';
import { recentThreads } from './recent-threads.ts';
import { chargesIn, editsOf, firstEditOf, spendingOf } from './reporting.ts';
import { linesOf } from './running.ts';
import { changeSettings, currentSettings, settingsChanges } from './settings.ts';
import type { RecordedChange, SettingsChange, StoredSettings, WaitingNotice } from './settings-record.ts';
import { countByState, queuePlace } from './slots.ts';
import type {
  Actor,
  Alert,
  AuditRow,
  Charge,
  Commit,
  CommitResult,
  HistoryQuery,
  LedgerFilter,
  Lines,
  Load,
  OpenThread,
  PersonSpending,
  Posted,
  Store,
  Timing,
  TurnTaken,
  UnbilledQuery,
} from './store.ts';
import { editsInThread, messagesOf, saveMessage, setThread } from './threads.ts';
import { addTiming, timings } from './timings.ts';
import { endTurn, takeTurn } from './turns.ts';
import { unbilled } from './unbilled.ts';

/** The store in a SQL database. What each method does stands beside its own concern. */
export class KyselyStore implements Store {
  readonly #database: Database;
  readonly #onCorrupt: (problem: RecutError) => void;

  /**
   * The store owns the database from here on and closes it. `onCorrupt` hears of edits that cannot be read back; where
   * many edits are read they are left out, so that one of them does not stop the others.
   */
  constructor(database: Database, onCorrupt: (problem: RecutError) => void = warn) {
    this.#database = database;
    this.#onCorrupt = onCorrupt;
  }

  accept(edit: Edit, keys: readonly string[], actor: Actor, at: Millis) {
    return accept(this.#database, edit, keys, actor, at);
  }

  async read(id: EditId): Promise<Edit | null> {
    const row = await this.#database.statement((db) =>
      db.selectFrom('edits').select(EDIT_COLUMNS).where('id', '=', id).executeTakeFirst(),
    );
    return row ? editOf(row) : null;
  }

  async commit(step: Commit): Promise<CommitResult> {
    return commit(this.#database, step);
  }

  async claim(worker: string, now: Millis, leaseMs: Millis, limit: number): Promise<Edit[]> {
    return this.#readable(await claim(this.#database, worker, now, leaseMs, limit));
  }

  renew(id: EditId, worker: string, leaseMs: Millis): Promise<boolean> {
    return renew(this.#database, id, worker, leaseMs);
  }

  release(id: EditId, worker: string): Promise<void> {
    return release(this.#database, id, worker);
  }

  defer(edit: Pick<Edit, 'id' | 'version'>, worker: string, dueAt: Millis): Promise<void> {
    return defer(this.#database, edit, worker, dueAt);
  }

  leaseholders(): Promise<string[]> {
    return leaseholders(this.#database);
  }

  endLeases(worker: string): Promise<void> {
    return endLeases(this.#database, worker);
  }

  dueIn(now: Millis): Promise<Millis | null> {
    return dueIn(this.#database, now);
  }

  async inThread(place: Parameters<Store['inThread']>[0]): Promise<Edit[]> {
    return (await this.#database.statement((db) => editsInThread(db, place))).map(editOf);
  }

  setThread(id: EditId, thread: string): Promise<void> {
    return setThread(this.#database, id, thread);
  }

  async history(query: HistoryQuery): Promise<Edit[]> {
    return this.#readable(await this.#database.statement((db) => editsOf(db, query)));
  }

  firstEdit(team: Parameters<Store['firstEdit']>[0]): Promise<EditId | null> {
    return this.#database.statement((db) => firstEditOf(db, team));
  }

  spending(...[team, periods]: Parameters<Store['spending']>): Promise<PersonSpending[]> {
    return this.#database.statement((db) => spendingOf(db, team, periods));
  }

  charges(account: Account, limit: number): Promise<Charge[]> {
    return this.#database.statement((db) => chargesIn(db, account, limit));
  }

  queuePlace(id: EditId, provider: string): Promise<number> {
    return this.#database.statement((db) => queuePlace(db, id, provider));
  }

  pacePlace(id: EditId, provider: string): Promise<number> {
    return this.#database.statement((db) => pacePlace(db, id, provider));
  }

  predictionsHeld(...[provider, ids, except]: Parameters<Store['predictionsHeld']>): Promise<string[]> {
    return this.#database.statement((db) => predictionsHeld(db, provider, ids, except));
  }

  submittedSince(provider: string, since: Millis): Promise<number> {
    return this.#database.statement((db) => submittedSince(db, provider, since));
  }

  lines(edit: Edit): Promise<Lines> {
    return this.#database.statement((db) => linesOf(db, edit));
  }

  countByState(): Promise<Record<string, number>> {
    return this.#database.statement(countByState);
  }

  async unprojected(platform: string, limit: number): Promise<Edit[]> {
    return this.#readable(await this.#database.statement((db) => unprojected(db, platform, limit)));
  }

  async live(platform: string): Promise<Edit[]> {
    const rows = await this.#database.statement((db) => due(db, platform));
    return this.#readable(rows).filter((edit) => !hasEnded(edit));
  }

  markProjected(id: EditId, version: number): Promise<void> {
    return this.#database.statement((db) => markProjected(db, id, version));
  }

  posted(id: EditId): Promise<Posted[]> {
    return this.#database.statement((db) => messagesOf(db, id));
  }

  savePosted(posted: Posted): Promise<void> {
    return this.#database.statement((db) => saveMessage(db, posted));
  }

  balance(account: Account): Promise<Balance> {
    return this.#database.statement((db) => balanceOf(db, account));
  }

  alerts(id: EditId): Promise<Alert[]> {
    return this.#database.statement((db) => alertsOf(db, id));
  }

  ledger(filter: LedgerFilter): Promise<LedgerRow[]> {
    return this.#database.statement((db) => ledgerRows(db, filter));
  }

  async edits(after: EditId | null, limit: number): Promise<Edit[]> {
    const rows = await this.#database.statement((db) =>
      db
        .selectFrom('edits')
        .select(EDIT_COLUMNS)
        .where('id', '>', after ?? '')
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
    return this.#readable(rows);
  }

  async unbilled(query: UnbilledQuery): Promise<Edit[]> {
    const rows = await this.#database.statement((db) => unbilled(db, query));
    return this.#readable(rows).filter((edit) => !('bill' in edit));
  }

  audit(id: EditId): Promise<AuditRow[]> {
    return this.#database.statement((db) => auditRows(db, id));
  }

  settings(team: Parameters<Store['settings']>[0]): Promise<StoredSettings> {
    return this.#database.statement((db) => currentSettings(db, team));
  }

  changeSettings(change: SettingsChange): Promise<boolean> {
    return changeSettings(this.#database, change);
  }

  settingsChanges(team: Parameters<Store['settings']>[0], limit: number): Promise<RecordedChange[]> {
    return this.#database.statement((db) => settingsChanges(db, team, limit));
  }

  waitingNotices(platform: string, limit: number): Promise<WaitingNotice[]> {
    return this.#database.statement((db) => waitingNotices(db, platform, limit));
  }

  forgetNotice(id: string): Promise<void> {
    return this.#database.statement((db) => forgetNotice(db, id));
  }

  noteLowBalance(...[provider, at, notices]: Parameters<Store['noteLowBalance']>): Promise<boolean> {
    return noteLowBalance(this.#database, provider, at, notices);
  }

  noteBalanceRose(provider: string): Promise<void> {
    return this.#database.statement((db) => noteBalanceRose(db, provider));
  }

  channelsAt(provider: string, since: Millis): Promise<WaitingNotice['place'][]> {
    return this.#database.statement((db) => channelsAt(db, provider, since));
  }

  addTiming(timing: Timing): Promise<void> {
    return this.#database.statement((db) => addTiming(db, timing));
  }

  timings(model: string, limit: number): Promise<Timing[]> {
    return this.#database.statement((db) => timings(db, model, limit));
  }

  takeTurn(name: string, holder: string, forMs: Millis, from: string | null = null): Promise<TurnTaken> {
    return takeTurn(this.#database, name, holder, forMs, from);
  }

  endTurn(name: string, holder: string): Promise<void> {
    return endTurn(this.#database, name, holder);
  }

  recentThreads(platform: string, since: Millis, limit: number): Promise<OpenThread[]> {
    return this.#database.statement((db) => recentThreads(db, platform, since, limit));
  }

  load(who: Parameters<Store['load']>[0], since: Millis): Promise<Load> {
    return this.#database.statement((db) => loadOf(db, who, since));
  }

  ping(): Promise<boolean> {
    return this.#database.ping();
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #readable(rows: readonly EditRow[]): Edit[] {
    return rows.flatMap((row) => {
      try {
        return [editOf(row)];
      } catch (error) {
        if (!(error instanceof RecutError)) throw error;
        this.#onCorrupt(error);
        return [];
      }
    });
  }
}

function warn(problem: RecutError): void {
  process.emitWarning(problem);
}

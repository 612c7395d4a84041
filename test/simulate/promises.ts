import { type Edit, hasEnded, isHeld } from '../../src/core/edit/edit.ts';
import { capsOn } from '../../src/core/money/budget.ts';
import type { LedgerRow } from '../../src/core/money/ledger.ts';
import type { RuleBook } from '../../src/core/money/rule-book.ts';
import { verifyLedger } from '../../src/core/money/verify-ledger.ts';
import type { Commit, Store } from '../../src/core/store/store.ts';
import type { SimWorld } from './sim-process.ts';

interface HoldSeen {
  edit: string;
  amount: number;
  at: number;
  accounts: Set<string>;
  settled: Map<string, number>;
}

const keyOf = ({ scope, period }: Pick<LedgerRow, 'scope' | 'period'>) => `${scope} ${period}`;

/**
 * What must hold after every step, whatever happened. It keeps books of its own, from the rows alone:
 * I1 posted + held ≤ cap when a hold is placed · I2 all accounts of a hold in one step · I3 settled once · I4 charged at
 * most what was held · I5 rows are never changed and have no gap · I6 balances are the sums · I7 no ended edit with an
 * open hold, no open hold without a live edit · I8 at most one submission per hold, and none without one · I9 what
 * settles is booked in the periods of its hold · I10 nothing is sent to a provider while the team is paused · I11 an approved
 * hold has as many different approvers as were needed, none of them whoever asked · I12 what goes by the rules of a team goes by
 * those of that moment. And each message of a thread is there once.
 */
export class Promises {
  readonly #world: SimWorld;
  readonly #store: Store;
  readonly #rules: RuleBook;
  readonly #holds = new Map<string, HoldSeen>();
  readonly #balances = new Map<string, number>();
  readonly #submissions = new Map<string, number>();
  readonly broken: string[] = [];
  /** Made since the last check: the rules are now what they were then. */
  #commits: Commit[] = [];
  #lastRow = 0;

  constructor(world: SimWorld, store: Store, rules: RuleBook) {
    this.#world = world;
    this.#store = store;
    this.#rules = rules;
  }

  committed(commit: Commit): void {
    this.#commits.push(commit);
  }

  /** Something happened that must not, seen by somebody else. */
  broke(promise: string, how: string): void {
    this.#break(promise, how);
  }

  /** A submission has reached the provider just now. */
  submitted(edit: string): void {
    const open = [...this.#holds].find(([, hold]) => hold.edit === edit && hold.settled.size === 0);
    const id = open?.[0] ?? `of ${edit}`;
    if (!open) this.#break('I8', `${edit} was submitted without a hold`);
    const times = (this.#submissions.get(id) ?? 0) + 1;
    this.#submissions.set(id, times);
    if (times > 1) this.#break('I8', `hold ${id} of ${edit} was submitted ${times} times`);
  }

  async check(): Promise<void> {
    const rows = await this.#store.ledger({ after: this.#lastRow, limit: 1_000 });
    const edits = await this.#store.edits(null, 1_000);
    for (const row of rows) this.#take(row);
    for (const id of new Set(rows.filter(({ kind }) => kind === 'hold').map(({ holdId }) => holdId))) {
      await this.#checkPlaced(id, edits);
    }
    for (const commit of this.#commits.splice(0)) await this.#checkCommit(commit);
    this.#checkEdits(edits);
    this.#checkThreads();
  }

  /** When nothing moves any more. */
  async checkEnd(): Promise<void> {
    await this.check();
    const { findings } = await verifyLedger(this.#store);
    for (const finding of findings) this.#break('ledger', JSON.stringify(finding));
    for (const [account, sum] of this.#balances) {
      const [scope = '', period = ''] = account.split(' ');
      const { held, posted } = await this.#store.balance({ scope, period });
      if (held + posted !== sum) this.#break('I6', `${account} is ${held + posted}, its rows say ${sum}`);
    }
  }

  #take(row: LedgerRow): void {
    if (row.seq !== this.#lastRow + 1) this.#break('I5', `row ${row.seq} follows row ${this.#lastRow}`);
    this.#lastRow = row.seq;
    const account = keyOf(row);
    this.#balances.set(account, (this.#balances.get(account) ?? 0) + row.heldChange + row.postedChange);
    const hold = this.#holds.get(row.holdId);
    if (row.kind === 'hold') {
      if (hold && hold.at !== row.at) this.#break('I2', `hold ${row.holdId} was placed in two steps`);
      const seen = hold ?? {
        edit: row.editId,
        amount: row.amount,
        at: row.at,
        accounts: new Set(),
        settled: new Map(),
      };
      seen.accounts.add(account);
      this.#holds.set(row.holdId, seen);
      return;
    }
    if (!hold?.accounts.has(account)) this.#break('I9', `${row.kind} of ${row.holdId} in ${account}`);
    if (row.kind !== 'post' && row.kind !== 'void') return;
    const times = (hold?.settled.get(account) ?? 0) + 1;
    hold?.settled.set(account, times);
    if (times > 1) this.#break('I3', `hold ${row.holdId} was settled ${times} times in ${account}`);
    if (row.kind === 'post' && row.amount > (hold?.amount ?? 0))
      this.#break('I4', `hold ${row.holdId} was charged ${row.amount}`);
  }

  async #checkCommit({ event, to, ledger, rules }: Commit): Promise<void> {
    const now = await this.#rules.at(to.place);
    if (rules !== undefined && rules !== now.version)
      this.#break('I12', `${to.id} is ${to.state} by rules ${rules}, and rules ${now.version} hold`);
    if (event.type === 'attempt_started' && now.paused)
      this.#break('I10', `${to.id} is submitted while its team is paused`);
    if (event.type !== 'approved' || !ledger.some(({ kind }) => kind === 'hold')) return;
    const approval = 'approval' in to ? to.approval : null;
    const by = new Set(approval?.decisions.map((decision) => decision.by));
    if (by.size < (approval?.needed ?? 1)) this.#break('I11', `${to.id} was approved by ${by.size}`);
    if (by.has(to.person)) this.#break('I11', `${to.id} was approved by whoever asked`);
  }

  async #checkPlaced(id: string, edits: readonly Edit[]): Promise<void> {
    const hold = this.#holds.get(id);
    const edit = edits.find((each) => each.id === hold?.edit);
    if (!hold || !edit) {
      this.#break('I7', `hold ${id} is of no edit`);
      return;
    }
    const caps = capsOn(await this.#rules.at(edit.place), edit, hold.at);
    for (const cap of caps)
      if (!hold.accounts.has(keyOf(cap))) this.#break('I2', `hold ${id} is not in ${keyOf(cap)}`);
    // A part is approved with its whole; one that was begun anew, or moved, on its own.
    const whole = edits.find(({ id }) => id === edit.partOf);
    if ([edit, whole].some((each) => each && isException(each))) return;
    // What a provider says to have done counts, whatever else was spent since.
    if (id.endsWith(':again')) return;
    for (const cap of caps) {
      const sum = this.#balances.get(keyOf(cap)) ?? 0;
      if (sum > cap.limit) this.#break('I1', `${sum} in ${keyOf(cap)}, of ${cap.limit}, with hold ${id}`);
    }
  }

  #checkEdits(edits: readonly Edit[]): void {
    const open = new Map(
      [...this.#holds].filter(([, { settled }]) => settled.size === 0).map(([id, { edit }]) => [edit, id]),
    );
    for (const edit of edits) {
      const hold = open.get(edit.id);
      if (hold && hasEnded(edit))
        this.#break('I7', `${edit.id} has ended as ${edit.state} with hold ${hold} open`);
      if (isHeld(edit) && !hold) this.#break('I7', `${edit.id} is ${edit.state} without an open hold`);
    }
  }

  #checkThreads(): void {
    if (this.#world.mayShowTwice) return;
    for (const { platform, shown } of this.#world.chats) {
      const seen = new Set<string>();
      for (const { thread, nonce, message } of shown) {
        const key = `${thread} ${nonce}`;
        if (seen.has(key))
          this.#break('thread', `${platform}: ${message.kind} of ${message.edit} is there twice`);
        seen.add(key);
      }
    }
  }

  /** Each is told once. */
  #break(promise: string, how: string): void {
    const said = `${promise}: ${how}`;
    if (!this.broken.includes(said)) this.broken.push(said);
  }
}

function isException(edit: Edit): boolean {
  const approval = 'approval' in edit ? edit.approval : null;
  return approval?.decisions.some(({ exception }) => exception !== null) ?? false;
}

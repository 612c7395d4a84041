import { expect } from 'vitest';
import type { Millis } from '../../../src/core/clock.ts';
import { type Edit, type EditId, type EditIn, hasEnded, isHeld } from '../../../src/core/edit/edit.ts';
import type { EditEvent, EditEventType } from '../../../src/core/edit/event.ts';
import type { Moved } from '../../../src/core/edit/moved.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { accountsOf, capsOn, holdFor } from '../../../src/core/money/budget.ts';
import type { Account, Cap, LedgerMove, LedgerRow } from '../../../src/core/money/ledger.ts';
import { LedgerAudit } from '../../../src/core/money/ledger-audit.ts';
import type { Micros } from '../../../src/core/money/micros.ts';
import { sumOfQuotes } from '../../../src/core/money/price.ts';
import { RuleBook } from '../../../src/core/money/rule-book.ts';
import type { CapName, Rules } from '../../../src/core/money/rules.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { aClip, anEdit, aQuote, someParts } from '../edit/an-edit.ts';
import { someRules } from './some-rules.ts';

/** What happens in a history of whole edits. */
export type Act =
  /** Somebody asks for an edit of this price, of one clip or of one in two parts, and it is to be admitted at once. */
  | { kind: 'ask'; person: string; channel: string; amount: Micros; parts: boolean }
  /**
   * Something happens to one of the edits: of all that can, in its state, the one that is picked, or else what usually comes
   * next. One with a price may be admitted.
   */
  | { kind: 'event'; nth: number; pick: number | EditEventType; amount: Micros }
  | { kind: 'cap'; name: CapName; limit: Micros | null }
  | { kind: 'jump'; by: Millis };

/** What a control test breaks: the step from one state to the next, or the caps that a commit is guarded by. */
export interface Broken {
  transition?: typeof transition;
  caps?(caps: readonly Cap[]): readonly Cap[];
}

/**
 * One deployment from its first edit, taken on by the real transition function, rules and store, beside books that are
 * kept as simply as they can be written down. Every step is held against the invariants I1 to I9.
 */
export class Lives {
  readonly #store: Store;
  readonly #book: RuleBook;
  readonly #broken: Broken;
  readonly #audit = new LedgerAudit();
  readonly #edits = new Map<EditId, Edit>();
  /** By hold: how many submissions for it may have reached a provider. */
  readonly #sent = new Map<string, number>();
  readonly #used = new Map<string, { held: number; posted: number }>();
  readonly #deployment = new Map<CapName, Micros>();
  #seen = 0;
  #now: Millis;

  constructor(store: Store, calendar: Rules['calendar'], start: Millis, broken: Broken = {}) {
    this.#store = store;
    this.#broken = broken;
    this.#now = start;
    const given = () =>
      someRules({ calendar, deploymentCalendar: calendar, caps: Object.fromEntries(this.#deployment) });
    this.#book = new RuleBook({ store, clock: { now: () => this.#now }, given });
  }

  async take(act: Act): Promise<void> {
    if (act.kind === 'jump') this.#now += act.by;
    else if (act.kind === 'cap') await this.#cap(act);
    else if (act.kind === 'ask') await this.#ask(act);
    else await this.#happen(act);
    this.#checkEdits();
  }

  /** After the last step: all balances, and every hold alike in all of its accounts. */
  async end(): Promise<void> {
    for (const key of this.#used.keys()) await this.#checkBalance(key);
    this.#audit.end();
    expect(this.#audit.findings).toEqual([]);
  }

  /** A team sets its own caps; that of the deployment is its operator's. */
  async #cap({ name, limit }: Act & { kind: 'cap' }): Promise<void> {
    if (name.startsWith('deployment/')) {
      if (limit === null) this.#deployment.delete(name);
      else this.#deployment.set(name, limit);
      return;
    }
    const { place } = anEdit('quoted');
    await this.#book.change(place, 'U9', 'cap', (set) => ({ ...set, caps: { ...set.caps, [name]: limit } }));
  }

  async #ask({ person, channel, amount, parts }: Act & { kind: 'ask' }): Promise<void> {
    const { place } = anEdit('quoted');
    const priced = aQuote({ amount });
    const own = parts ? { parts: someParts().map((part) => ({ ...part, quote: priced })) } : {};
    const quote = parts ? sumOfQuotes([priced, priced]) : priced;
    const edit = anEdit('quoted', { person, place: { ...place, channel }, quote, ...own });
    await this.#store.accept(edit, [], person, this.#now);
    this.#edits.set(edit.id, edit);
    await this.#admit(edit);
  }

  /** For the first time, or anew: after its price has changed, or a part of it has gone on elsewhere. */
  async #admit(edit: EditIn<'quoted'>): Promise<void> {
    const { quote } = edit;
    const parts = edit.parts?.length ?? 1;
    const rules = await this.#book.at(edit.place);
    const caps = capsOn(rules, edit, this.#now);
    const fits = caps.every(({ limit, ...account }) => {
      const { held, posted } = this.#balance(keyOf(account));
      return held + posted + quote.amount <= limit;
    });
    const event: EditEvent = { type: 'admitted', hold: holdFor(rules, edit, quote.amount, this.#now) };
    const committed = await this.#commit(edit, event, { caps, rules: rules.version });
    // I1: under every cap at the moment of admission.
    expect(committed).toBe(fits);
    // I9: in the periods of that moment.
    const rows = await this.#written();
    const accounts = accountsOf(rules, edit, this.#now).map(keyOf);
    expect(new Set(rows.map(keyOf))).toEqual(new Set(fits ? accounts : []));
    // I2: in all of them, once for each part.
    expect(rows).toHaveLength(fits ? accounts.length * parts : 0);
    for (const key of fits ? accounts : []) await this.#checkBalance(key);
  }

  async #happen({ nth, pick, amount }: Act & { kind: 'event' }): Promise<void> {
    const edit = [...this.#edits.values()][nth % this.#edits.size];
    const possible = edit ? eventsOf(edit, amount).filter((event) => transition(edit, event, this.#now)) : [];
    const isNamed = typeof pick === 'string';
    if (edit?.state === 'quoted' && (isNamed || pick % (possible.length + 1) === 0)) return this.#admit(edit);
    const named = possible.find(({ type }) => type === pick) ?? possible[0];
    const event = isNamed ? named : possible[pick % possible.length];
    if (!edit || !event) return;
    const before = isHeld(edit) ? edit.hold : null;
    if (!(await this.#commit(edit, event, { caps: [] }))) return;
    const rows = await this.#written();
    const after = this.#edits.get(edit.id) ?? edit;
    const accounts = [edit, after].flatMap(
      (each) => ('hold' in each && each.hold?.accounts.map(keyOf)) || [],
    );
    // I9: nothing that happens later is booked elsewhere than where the money was set aside.
    for (const row of rows) expect(accounts).toContain(keyOf(row));
    for (const key of rows.length > 0 ? accounts : []) await this.#checkBalance(key);
    if (before) this.#count(before.id, event);
  }

  /** I8: what was not delivered for certain may be sent again, and nothing else. */
  #count(hold: string, { type }: EditEvent): void {
    const change = type === 'attempt_started' ? 1 : type === 'not_delivered' ? -1 : 0;
    const sent = (this.#sent.get(hold) ?? 0) + change;
    this.#sent.set(hold, sent);
    expect(sent).toBeLessThanOrEqual(1);
  }

  async #commit(
    from: Edit,
    event: EditEvent,
    { caps, rules }: { caps: readonly Cap[]; rules?: number },
  ): Promise<boolean> {
    const moved: Moved | null = (this.#broken.transition ?? transition)(from, event, this.#now);
    if (!moved) return false;
    const { kind } = await this.#store.commit({
      from,
      to: moved.edit,
      event,
      actor: 'recut',
      at: this.#now,
      ledger: moved.ledger,
      ...(moved.parts ? { parts: moved.parts } : {}),
      caps: this.#broken.caps?.(caps) ?? caps,
      ...(rules === undefined ? {} : { rules }),
    });
    if (kind !== 'committed') return false;
    for (const edit of [moved.edit, ...(moved.parts ?? [])]) this.#edits.set(edit.id, edit);
    for (const move of moved.ledger) this.#keep(move);
    return true;
  }

  /** The simple books: a hold is open until it is posted or voided, whatever else is booked is charged. */
  #keep(move: LedgerMove): void {
    const { amount } = move.hold;
    const held = move.kind === 'hold' ? amount : move.kind === 'post' || move.kind === 'void' ? -amount : 0;
    const posted = move.kind === 'hold' || move.kind === 'void' ? 0 : move.amount;
    for (const key of move.hold.accounts.map(keyOf)) {
      const before = this.#balance(key);
      this.#used.set(key, { held: before.held + held, posted: before.posted + posted });
    }
  }

  /** I3, I4, I5: the rows that were written since go by the audit, which knows nothing of all this. */
  async #written(): Promise<LedgerRow[]> {
    const rows = await this.#store.ledger({ after: this.#seen });
    for (const row of rows) this.#audit.take(row);
    this.#seen = rows.at(-1)?.seq ?? this.#seen;
    return rows;
  }

  /** I7: whatever has ended has no open hold, whatever lives in between has exactly its own. */
  #checkEdits(): void {
    for (const edit of this.#edits.values()) {
      this.#audit.checkEdit(edit);
      expect(isHeld(edit) && hasEnded(edit)).toBe(false);
    }
    expect(this.#audit.findings).toEqual([]);
  }

  /** I6: what the store gives as a balance is what its rows and these books add up to. */
  async #checkBalance(key: string): Promise<void> {
    const [scope = '', period = ''] = key.split(' ');
    const balance = await this.#store.balance({ scope, period });
    expect({ key, ...balance }).toEqual({ key, ...this.#balance(key) });
    this.#audit.checkBalance({ scope, period }, balance);
  }

  #balance(key: string): { held: number; posted: number } {
    return this.#used.get(key) ?? { held: 0, posted: 0 };
  }
}

const take = { ...aClip(), number: 1, sensitive: false };
const inputs = { videoUrl: 'https://cdn.example/v', imageUrls: [] };

/**
 * Everything that a step, a provider or a person may make happen to an edit that has its price: first an ordinary life,
 * in its order, then all that may go otherwise.
 */
function eventsOf(edit: Edit, amount: Micros): readonly EditEvent[] {
  return [
    { type: 'slot_taken' },
    { type: 'prepared', inputs, quote: aQuote({ amount }) },
    { type: 'attempt_started' },
    { type: 'accepted', predictionId: 'p1' },
    { type: 'completed', sensitive: false },
    { type: 'take_fetched', take, withheld: null, billed: amount },
    { type: 'delivered' },
    { type: 'billed', amount },
    requoted(edit, amount),
    { type: 'not_delivered', retryAfterMs: null },
    { type: 'ambiguous' },
    { type: 'rejected', reason: { code: 'moderation' } },
    { type: 'called_back', predictionId: 'p1' },
    { type: 'prediction_failed', reason: { code: 'provider_failed' } },
    { type: 'prediction_unknown' },
    { type: 'settled_as_run', by: 'U9', predictionId: 'p9' },
    { type: 'settled_as_charged', by: 'U9', amount },
    { type: 'settled_as_not_run', by: 'U9', why: 'not in the bill' },
    { type: 'contradicted', predictionId: 'p9' },
    {
      type: 'part_moved',
      model: 'fal/kling-o3-pro',
      quote: aQuote({ amount }),
      letDownBy: ['wavespeed'],
      reason: { code: 'provider_down' },
    },
    { type: 'stop_asked', by: 'U1' },
    { type: 'stopped' },
    { type: 'take_fetched', take, withheld: null, billed: null },
    { type: 'take_lost', reason: { code: 'take_expired' } },
    { type: 'cancelled', by: 'U1' },
    { type: 'troubled', reason: { code: 'provider_down' }, retryAfterMs: null },
  ];
}

/** Each part has a price of its own. */
function requoted(edit: Edit, amount: Micros): EditEvent {
  const quote = aQuote({ amount });
  if (edit.state !== 'quoted' || !edit.parts) return { type: 'requoted', quote };
  const parts = edit.parts.map((part) => ({ ...part, quote }));
  return { type: 'requoted', quote: sumOfQuotes(parts.map((part) => part.quote)), parts };
}

function keyOf({ scope, period }: Account): string {
  return `${scope} ${period}`;
}

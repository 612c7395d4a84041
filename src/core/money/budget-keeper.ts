import type { Clock } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import type { Store } from '../store/store.ts';
import { type Covering, covering, type Spender } from './budget.ts';
import type { Balance } from './ledger.ts';
import type { Micros } from './micros.ts';
import type { RuleBook, Telling } from './rule-book.ts';
import type { CapName, Rules } from './rules.ts';
import type { Settings } from './settings.ts';

interface Parts {
  store: Pick<Store, 'balance'>;
  clock: Clock;
  rules: RuleBook;
  /** Whether the platform says that this person is one of `named` now, or an admin where nobody is named. */
  mayApprove(place: Place, person: string, named: readonly string[]): Promise<boolean>;
  /** Called after every change: edits that waited may go on. */
  changed(): void;
}

/** An account of a scope, what is in it, and its cap; null where it has none. */
export interface Standing extends Covering {
  balance: Balance;
}

/** What a change of the rules is about; the record of it says so. */
export type RuleChange =
  | 'cap'
  | 'policy'
  | 'approvers'
  | 'owners'
  | 'calendar'
  | 'limits'
  | 'model'
  | 'pause';

/** What is said of a change in public; null where nothing is different now. */
export type Said = Telling['line'];

export type RulesChanged =
  | { kind: 'changed'; before: Rules; rules: Rules }
  /** Only admins of the workspace and named budget owners may. */
  | { kind: 'not_allowed' };

/**
 * What people may see and change of a team's budget. Whoever asks is checked at each change, as the platform says it at
 * that moment: admins of the workspace (Slack's admins and owners; Discord's owner, administrators and whoever may
 * manage the server), and the people and groups that the team has named as budget owners.
 * Rejects with a ScreenError when the platform does not say who may, with `z.ZodError` when the outcome cannot be set.
 */
export class BudgetKeeper {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  rulesAt(place: Place): Promise<Rules> {
    return this.#parts.rules.at(place);
  }

  /**
   * Spent and held in every account that an edit of this spender would be booked in now: the deployment, the team, the
   * channel and the person, each for the day, the week, the month and in all. One whose limit is null has no cap.
   */
  async standings(spender: Spender): Promise<readonly Standing[]> {
    const { store, clock, rules } = this.#parts;
    const accounts = covering(await rules.at(spender.place), spender, clock.now());
    return Promise.all(
      accounts.map(async (account) => ({ ...account, balance: await store.balance(account) })),
    );
  }

  async mayChange(place: Place, person: string): Promise<boolean> {
    const { mayApprove, rules } = this.#parts;
    if (await mayApprove(place, person, [])) return true;
    const { budgetOwners } = await rules.at(place);
    return budgetOwners.length > 0 && mayApprove(place, person, budgetOwners);
  }

  /** Sets a cap, or takes it away with null. The caps of the whole deployment are its operator's. */
  setCap(place: Place, by: string, name: CapName, limit: Micros | null): Promise<RulesChanged> {
    return this.change(place, by, 'cap', (set) => ({ ...set, caps: { ...set.caps, [name]: limit } }));
  }

  /** Pausing again keeps the first pause; resuming what runs changes nothing. */
  pause(place: Place, by: string, said?: Said): Promise<RulesChanged> {
    const at = this.#parts.clock.now();
    return this.change(place, by, 'pause', (set) => ({ ...set, paused: set.paused ?? { by, at } }), said);
  }

  resume(place: Place, by: string, said?: Said): Promise<RulesChanged> {
    return this.change(place, by, 'pause', (set) => ({ ...set, paused: null }), said);
  }

  /**
   * Any other change, such as `(set) => ({ ...set, approvers: ['U1'] })`. It is durable with its record when this
   * resolves, and binds every admission from then on; `said` is said in the channel of `place`.
   */
  async change(
    place: Place,
    by: string,
    what: RuleChange,
    change: (set: Settings) => Settings,
    said?: Said,
  ): Promise<RulesChanged> {
    if (!(await this.mayChange(place, by))) return { kind: 'not_allowed' };
    const { platform, team, channel } = place;
    const tell = said && { place: { platform, team, channel }, line: said };
    const { before, after } = await this.#parts.rules.change(place, by, what, change, tell);
    this.#parts.changed();
    return { kind: 'changed', before, rules: after };
  }
}

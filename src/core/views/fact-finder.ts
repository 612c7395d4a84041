import type { Clock } from '../clock.ts';
import { type Edit, type EditId, type EditIn, hasEnded, isHeld, type Place } from '../edit/edit.ts';
import { elsewhere } from '../edit/elsewhere.ts';
import { partsElsewhere } from '../edit/moving-parts.ts';
import { billableMs } from '../edit/result-options.ts';
import { RecutError } from '../errors.ts';
import type { Workspace } from '../media/workspace.ts';
import { roomLeft } from '../money/balance.ts';
import { capName, capsOn, isFirm, periodOf } from '../money/budget.ts';
import { add } from '../money/micros.ts';
import { quoteFor, sumOfQuotes } from '../money/price.ts';
import type { RuleBook } from '../money/rule-book.ts';
import type { Rules } from '../money/rules.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import { estimate, similar } from '../providers/poll-schedule.ts';
import type { Provider } from '../providers/provider.ts';
import { MINUTE_MS } from '../runner/kit.ts';
import type { Store } from '../store/store.ts';
import type { Facts } from './facts.ts';
import type { Mention } from './message.ts';
import type { Progress } from './progress.ts';
import { safeDefaults } from './rule-wording.ts';

interface Parts {
  store: Store;
  clock: Clock;
  catalogue: Catalogue;
  rules: RuleBook;
  workspace: Workspace;
  /** Whom to call for an approval here: those who are named, or the admins where nobody is. */
  approvers(place: Place, named: readonly string[]): Promise<readonly Mention[]>;
  progress: Progress;
  providers: ReadonlyMap<string, { provider: Pick<Provider, 'title' | 'cancel'>; perMinute?: number }>;
}

const REMEMBERED = 200;

/** Gathers what a view says beyond the edit itself. */
export class FactFinder {
  readonly #parts: Parts;
  /** The first edit of each team: it never changes. */
  readonly #firsts = new Map<string, EditId>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async factsOf(edit: Edit): Promise<Facts> {
    const { clock, catalogue, workspace, progress } = this.#parts;
    const model = catalogue.get(edit.wish.model);
    const rules = await this.#parts.rules.at(edit.place);
    const parts = await this.#partsOf(edit);
    return {
      now: clock.now(),
      model: {
        title: model?.title ?? edit.wish.model,
        quality: model?.quality ?? 'final',
        provider: model ? this.#titleOf(model.provider) : 'the provider',
        fps: model?.gives?.fps ?? null,
      },
      left: await this.#left(edit, rules),
      caps: edit.state === 'awaiting_approval' ? await this.#caps(edit, rules) : [],
      approvers: ['awaiting_approval', 'unresolved'].includes(edit.state)
        ? await this.#called(edit, rules.approvers)
        : [],
      timeZone: rules.calendar.timeZone,
      ...(await this.#line(edit, rules)),
      canStop: model ? this.#canStop(model.provider) : false,
      paused: waitsForResuming(edit) ? rules.paused : null,
      ...(await this.#alerts(edit, rules)),
      fitted: progress.of(edit.id),
      likelyMs: await this.#likelyMs(edit),
      final: this.#final(edit),
      elsewhere: edit.state === 'assembling' ? this.#partsElsewhere(edit, parts) : this.#elsewhere(edit),
      parts,
      firstMeeting: await this.#firstMeeting(edit, rules),
      pathOf: (file) => workspace.pathFor(edit.id, file),
    };
  }

  async #caps(edit: Edit, rules: Rules): Promise<Facts['caps']> {
    const { clock, store } = this.#parts;
    return Promise.all(
      capsOn(rules, edit, clock.now()).map(async (cap) => {
        const { held, posted } = await store.balance(cap);
        return { name: capName(cap), limit: cap.limit, used: add(held, posted), firm: isFirm(rules, cap) };
      }),
    );
  }

  /**
   * Who is called is part of the first showing of a card, because a change of it notifies nobody: what may pass is
   * waited for, and only what will not leaves a card without names.
   */
  async #called(edit: Edit, named: readonly string[]): Promise<readonly Mention[]> {
    return this.#parts.approvers(edit.place, named).catch((error: unknown) => {
      if (error instanceof RecutError && !error.retryable) return [];
      throw error;
    });
  }

  async #alerts(
    edit: Edit,
    { budgetOwners, approvers }: Rules,
  ): Promise<Pick<Facts, 'alerts' | 'budgetOwners'>> {
    const alerts = mayHaveHeld(edit) ? await this.#parts.store.alerts(edit.id) : [];
    const isTold = isOverrun(edit) || isBilledMore(edit) || alerts.some(({ percent }) => percent >= 100);
    const named = budgetOwners.length > 0 ? budgetOwners : approvers;
    return { alerts, budgetOwners: isTold ? await this.#called(edit, named) : [] };
  }

  /** What an approved edit waits for, and how many stand before it. */
  async #line(edit: Edit, { maxRunning }: Rules): Promise<Pick<Facts, 'waitsFor' | 'ahead'>> {
    const { store, catalogue } = this.#parts;
    const model = catalogue.get(edit.wish.model);
    if (model && (await this.#minuteIsFull(edit, model.provider)))
      return { waitsFor: 'minute', ahead: await store.pacePlace(edit.id, model.provider) };
    if (edit.state !== 'approved' || !model) return { waitsFor: 'provider', ahead: 0 };
    const lines = await store.lines(edit);
    for (const whose of ['person', 'team'] as const) {
      const limit = maxRunning[whose];
      const { running, ahead } = lines[whose];
      if (limit !== null && running >= limit) return { waitsFor: whose, ahead };
    }
    return { waitsFor: 'provider', ahead: await store.queuePlace(edit.id, model.provider) };
  }

  async #minuteIsFull(edit: Edit, provider: string): Promise<boolean> {
    const limit = this.#parts.providers.get(provider)?.perMinute;
    if (limit === undefined || edit.state !== 'submitting' || edit.attemptAt !== null) return false;
    const { store, clock } = this.#parts;
    return (await store.submittedSince(provider, clock.now() - MINUTE_MS)) >= limit;
  }

  /** In the cap of the team that has the least room. */
  async #left(edit: Edit, rules: Rules): Promise<Facts['left']> {
    const { clock, store } = this.#parts;
    const caps = capsOn(rules, edit, clock.now()).filter(({ scope }) => scope.startsWith('team:'));
    const rooms = await Promise.all(
      caps.map(async (cap) => ({
        amount: roomLeft(cap, await store.balance(cap)),
        period: periodOf(cap),
      })),
    );
    return rooms.sort((a, b) => a.amount - b.amount)[0] ?? null;
  }

  /** What nobody has set yet is told once, and stays told: in the thread of the first edit. */
  async #firstMeeting({ id, place }: Edit, rules: Rules): Promise<Facts['firstMeeting']> {
    if (rules.version > 0) return null;
    const team = `${place.platform}:${place.team}`;
    const first = this.#firsts.get(team) ?? (await this.#parts.store.firstEdit(place));
    if (first !== null) this.#firsts.set(team, first);
    return first === id ? [`This is the first edit here. ${safeDefaults(rules)}`] : null;
  }

  async #likelyMs(edit: Edit): Promise<number> {
    const { store, catalogue } = this.#parts;
    const typicalMs = catalogue.get(edit.wish.model)?.typicalMs ?? 0;
    if (edit.state !== 'running') return typicalMs;
    const past = similar(await store.timings(edit.wish.model, REMEMBERED), edit.clip.facts.durationMs);
    return estimate(past, typicalMs).likelyMs;
  }

  async #partsOf(edit: Edit): Promise<Facts['parts']> {
    const { catalogue, clock, store } = this.#parts;
    if (edit.state !== 'assembling') return [];
    const found = await Promise.all(
      edit.parts.map(async ({ id, clip, quote }) => {
        const part = await store.read(id);
        if (!part) return [];
        const model = catalogue.get(part.wish.model);
        const again = model ? quoteFor(model, clip.facts.durationMs, clock.now(), 0) : quote;
        return [
          {
            edit: part,
            provider: model ? this.#titleOf(model.provider) : 'the provider',
            price: again.amount,
          },
        ];
      }),
    );
    return found.flat();
  }

  /** A draft can be made again on the final model of the same provider; one in parts has to be asked for anew. */
  #final(edit: Edit): Facts['final'] {
    const { catalogue, clock } = this.#parts;
    const made = catalogue.get(edit.wish.model);
    const better = edit.state === 'delivered' && made ? catalogue.finalOf(made) : null;
    if (!better || edit.state !== 'delivered') return null;
    // Parts are as long as they are, whatever length was asked for of the whole.
    const lengths = edit.parts?.map(({ clip }) => clip.facts.durationMs) ?? [
      billableMs(edit.wish, edit.clip.facts.durationMs),
    ];
    const quotes = lengths.map((lengthMs) => quoteFor(better, lengthMs, clock.now(), 0));
    return { model: better.key, amount: sumOfQuotes(quotes).amount };
  }

  #elsewhere(edit: Edit): Facts['elsewhere'] {
    const { catalogue, clock } = this.#parts;
    const instead = 'instead' in edit ? edit.instead : undefined;
    const model = instead ? catalogue.get(instead.model) : elsewhere(edit, catalogue);
    const clip = 'clip' in edit ? edit.clip : null;
    if (!model || !clip) return null;
    const lengthMs = billableMs(edit.wish, clip.facts.durationMs);
    const { amount } = quoteFor(model, lengthMs, clock.now(), 0);
    return { provider: this.#titleOf(model.provider), amount };
  }

  /** The price of all that can go on there, each by its own length. */
  #partsElsewhere(edit: EditIn<'assembling'>, facts: Facts['parts']): Facts['elsewhere'] {
    const { catalogue, clock } = this.#parts;
    const made = facts.map((part) => part.edit);
    const found = partsElsewhere(edit, made, catalogue);
    if (!found) return null;
    const ids = found.parts.map(({ id }) => id);
    const lengths = edit.parts.flatMap(({ id, clip }) => (ids.includes(id) ? [clip.facts.durationMs] : []));
    const quotes = lengths.map((lengthMs) => quoteFor(found.model, lengthMs, clock.now(), 0));
    return {
      provider: this.#titleOf(found.model.provider),
      amount: sumOfQuotes(quotes).amount,
      parts: ids,
    };
  }

  #canStop(provider: string): boolean {
    return this.#parts.providers.get(provider)?.provider.cancel !== undefined;
  }

  #titleOf(provider: string): string {
    return this.#parts.providers.get(provider)?.provider.title ?? provider;
  }
}

/** New spending is what a pause stops: what was submitted goes on. */
function waitsForResuming(edit: Edit): boolean {
  if (edit.state === 'quoted') return !edit.wish.quoteOnly;
  return edit.state === 'approved' || (edit.state === 'submitting' && edit.attemptAt === null);
}

/** The provider charged more than was set aside. */
function isOverrun(edit: Edit): boolean {
  if ('reason' in edit) return edit.reason.code === 'settled_as_charged' && edit.reason.over !== undefined;
  return 'charged' in edit && edit.hold !== null && edit.charged > edit.hold.amount;
}

/** The bill came later, and says more than what was charged until then. */
function isBilledMore(edit: Edit): boolean {
  return edit.state === 'delivered' && edit.bill !== undefined && edit.bill.amount > edit.bill.before;
}

function mayHaveHeld(edit: Edit): boolean {
  return isHeld(edit) || edit.state === 'assembling' || hasEnded(edit) || edit.state === 'delivering';
}

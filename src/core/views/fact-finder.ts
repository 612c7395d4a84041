import type { Clock } from '../clock.ts';
import type { Edit } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { Workspace } from '../media/workspace.ts';
import type { Budget } from '../money/budget.ts';
import { add, subtract } from '../money/micros.ts';
import { quoteFor } from '../money/price.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import { estimate, similar } from '../providers/poll-schedule.ts';
import type { Store } from '../store/store.ts';
import type { Facts } from './facts.ts';
import type { Mention } from './message.ts';
import type { Progress } from './progress.ts';

interface Parts {
  store: Store;
  clock: Clock;
  catalogue: Catalogue;
  budget: Budget;
  workspace: Workspace;
  timeZone: string;
  /** Whom to call for an approval of this edit. */
  approvers(edit: Edit): Promise<readonly Mention[]>;
  progress: Progress;
}

const REMEMBERED = 200;

/** Gathers what a view says beyond the edit itself. */
export class FactFinder {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async factsOf(edit: Edit): Promise<Facts> {
    const { clock, catalogue, store, workspace, progress } = this.#parts;
    const model = catalogue.get(edit.wish.model);
    return {
      now: clock.now(),
      model: { title: model?.title ?? edit.wish.model, quality: model?.quality ?? 'final' },
      left: await this.#left(edit),
      caps: edit.state === 'awaiting_approval' ? await this.#caps(edit) : [],
      approvers: edit.state === 'awaiting_approval' ? await this.#approvers(edit) : [],
      timeZone: this.#parts.timeZone,
      ahead: edit.state === 'approved' && model ? await store.queuePlace(edit.id, model.provider) : 0,
      fitted: progress.of(edit.id),
      likelyMs: await this.#likelyMs(edit),
      final: this.#final(edit),
      takePath: 'take' in edit ? workspace.pathFor(edit.id, edit.take.file) : null,
    };
  }

  async #caps(edit: Edit): Promise<Facts['caps']> {
    const { budget, clock, store } = this.#parts;
    const caps = budget.capsOn(edit.place, clock.now());
    return Promise.all(
      caps.map(async (cap) => {
        const { held, posted } = await store.balance(cap);
        return { name: `Team, ${budget.nameOf(cap)}`, limit: cap.limit, used: add(held, posted) };
      }),
    );
  }

  /**
   * Who is called is part of the first showing of a card, because a change of it notifies nobody: what may pass is
   * waited for, and only what will not leaves a card without names.
   */
  async #approvers(edit: Edit): Promise<Facts['approvers']> {
    return this.#parts.approvers(edit).catch((error: unknown) => {
      if (error instanceof RecutError && !error.retryable) return [];
      throw error;
    });
  }

  async #left(edit: Edit): Promise<Facts['left']> {
    const { budget, clock, store } = this.#parts;
    const [cap] = budget.capsOn(edit.place, clock.now());
    const { held, posted } = await store.balance(cap);
    return { amount: subtract(subtract(cap.limit, held), posted), period: budget.nameOf(cap) };
  }

  async #likelyMs(edit: Edit): Promise<number> {
    const { store, catalogue } = this.#parts;
    const typicalMs = catalogue.get(edit.wish.model)?.typicalMs ?? 0;
    if (edit.state !== 'running') return typicalMs;
    const past = similar(await store.timings(edit.wish.model, REMEMBERED), edit.clip.facts.durationMs);
    return estimate(past, typicalMs).likelyMs;
  }

  /** A draft can be made again on the final model of the same provider. */
  #final(edit: Edit): Facts['final'] {
    const { catalogue, clock } = this.#parts;
    const made = catalogue.get(edit.wish.model);
    if (edit.state !== 'delivered' || made?.quality !== 'draft') return null;
    const better = catalogue.models.find(
      ({ quality, provider }) => quality === 'final' && provider === made.provider,
    );
    if (!better) return null;
    return { model: better.key, amount: quoteFor(better, edit.clip.facts.durationMs, clock.now(), 0).amount };
  }
}

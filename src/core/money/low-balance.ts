import type { Clock } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import type { Store } from '../store/store.ts';
import { lowBalanceLine } from '../views/low-balance-wording.ts';
import { noticeId } from '../views/nonce.ts';
import type { Screen } from '../views/screen.ts';
import type { Micros } from './micros.ts';
import type { RuleBook } from './rule-book.ts';

interface Parts {
  store: Pick<Store, 'noteLowBalance' | 'noteBalanceRose' | 'channelsAt'>;
  clock: Clock;
  rules: Pick<RuleBook, 'at'>;
  catalogue: Pick<Catalogue, 'models'>;
  screens: ReadonlyMap<string, Pick<Screen, 'approvers'>>;
  /** Called when channels are to be told something. */
  changed(): void;
}

const DAY_MS = 24 * 60 * 60_000;
/** A team that asked for nothing at a provider for so long is not told of its funds. */
const USED_WITHIN_MS = 30 * DAY_MS;

/**
 * Tells the teams that use a provider when its funds run out: each in the channel where most of its people edit, calling
 * the budget owners, or the approvers where none are named. Once for each fall below the mark, whatever process sees it.
 */
export class LowBalance {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async fell({ name, title }: { name: string; title: string }, left: Micros): Promise<void> {
    const { store, clock, catalogue, screens, changed } = this.#parts;
    const at = clock.now();
    const used = await store.channelsAt(name, at - USED_WITHIN_MS);
    const places = used.filter(({ platform }) => screens.has(platform));
    // Nobody is told yet: the first team that uses it is.
    if (places.length === 0) return;
    const models = catalogue.models.filter(({ provider }) => provider === name);
    const notices = await Promise.all(
      places.map(async (place) => ({
        id: noticeId(),
        place,
        line: lowBalanceLine({ title, left }, models, await this.#owners(place)),
        at,
      })),
    );
    if (await store.noteLowBalance(name, at, notices)) changed();
  }

  async rose(provider: string): Promise<void> {
    await this.#parts.store.noteBalanceRose(provider);
  }

  /** A platform that does not say who they are right now must not keep the other teams from being told. */
  async #owners(place: Pick<Place, 'platform' | 'team' | 'channel'>) {
    const { rules, screens } = this.#parts;
    const { budgetOwners, approvers } = await rules.at(place);
    const named = budgetOwners.length > 0 ? budgetOwners : approvers;
    const whole = { ...place, thread: null, message: null };
    return (
      (await screens
        .get(place.platform)
        ?.approvers(whole, named)
        .catch(() => [])) ?? []
    );
  }
}

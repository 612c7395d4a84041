import { ulid } from 'ulid';
import type { Millis } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import type { Cap, Hold } from './ledger.ts';
import type { Micros } from './micros.ts';
import { periodKey, periodName } from './periods.ts';

/**
 * Which caps cover an edit. To begin with there is one: what a team may spend in a calendar month of its time zone.
 * Every further scope and period is one more entry of `capsOn`.
 */
export class Budget {
  readonly #monthly: Micros;
  readonly #timeZone: string;

  constructor(options: { teamMonthly: Micros; timeZone: string }) {
    this.#monthly = options.teamMonthly;
    this.#timeZone = options.timeZone;
  }

  /** The caps on an edit that is asked for here and admitted now, in a fixed order. */
  capsOn(place: Pick<Place, 'platform' | 'team'>, now: Millis): readonly [Cap, ...Cap[]] {
    return [
      {
        scope: `team:${place.platform}:${place.team}`,
        period: periodKey('month', now, this.#timeZone),
        limit: this.#monthly,
      },
    ];
  }

  /** A new hold in every account that covers an edit from here now. */
  holdFor(place: Pick<Place, 'platform' | 'team'>, amount: Micros, now: Millis): Hold {
    const accounts = this.capsOn(place, now).map(({ scope, period }) => ({ scope, period }));
    return { id: ulid(now), amount, accounts };
  }

  /** What people call the period of a cap: "November". */
  nameOf(cap: Pick<Cap, 'period'>): string {
    return periodName(cap.period);
  }
}

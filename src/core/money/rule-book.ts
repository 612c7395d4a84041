import type { Clock } from '../clock.ts';
import type { Place } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { RecordedChange } from '../store/settings-record.ts';
import type { Store } from '../store/store.ts';
import type { Line } from '../views/message.ts';
import { noticeId } from '../views/nonce.ts';
import type { Rules } from './rules.ts';
import { checkSettings, rulesWith, type Settings } from './settings.ts';

type Team = Pick<Place, 'platform' | 'team'>;

interface Parts {
  store: Pick<Store, 'settings' | 'changeSettings' | 'settingsChanges'>;
  clock: Clock;
  /** What holds for the teams of a platform that have set nothing. */
  given(platform: string): Rules;
}

/** Where a change is made public, and in which words; null says nothing. */
export interface Telling {
  place: Pick<Place, 'platform' | 'team' | 'channel'>;
  line(before: Rules, after: Rules): Line | null;
}

/** How often a change is tried against others that change the same rules. */
const TRIES = 10;

/** The rules of every team: what it has set, over what the deployment gives it. */
export class RuleBook {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The rules of this place's team as they are now. */
  async at({ platform, team }: Team): Promise<Rules> {
    const { store, given } = this.#parts;
    const { version, settings } = await store.settings({ platform, team });
    return rulesWith(given(platform), settings, version);
  }

  /**
   * Changes what a team has set. `change` is given what is set now, and may be asked again when somebody else was first;
   * it must not do anything else. One transaction writes the new settings and who changed what, from what, and when.
   * Whether that person may is the caller's to ask before.
   *
   * `what` names the change for the record: `cap`, `policy`, `approvers`, `pause`. What `tell` says of it is said in its
   * channel sooner or later, because it is written with the change.
   * @throws z.ZodError when the outcome is nothing that can be set; `rules_contended` when others kept changing them.
   */
  async change(
    { platform, team }: Team,
    actor: string,
    what: string,
    change: (set: Settings) => Settings,
    tell?: Telling,
  ): Promise<{ before: Rules; after: Rules }> {
    const { store, clock, given } = this.#parts;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { version, settings } = await store.settings({ platform, team });
      const after = checkSettings(change(settings));
      const at = clock.now();
      const next = { platform, team, version: version + 1, at, actor, what, after };
      const changed = {
        before: rulesWith(given(platform), settings, version),
        after: rulesWith(given(platform), after, next.version),
      };
      const line = tell?.line(changed.before, changed.after);
      const notice = tell && line && { id: noticeId(), place: tell.place, line, at };
      if (await store.changeSettings({ ...next, ...(notice ? { notice } : {}) })) return changed;
    }
    throw new RecutError('rules_contended', `the rules of team ${team} kept changing`, { retryable: true });
  }

  /** What was changed so far, the newest first. */
  changes({ platform, team }: Team, limit: number): Promise<readonly RecordedChange[]> {
    return this.#parts.store.settingsChanges({ platform, team }, limit);
  }
}

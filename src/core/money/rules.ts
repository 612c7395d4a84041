import type { Millis } from '../clock.ts';
import type { Quality } from '../edit/edit.ts';
import type { Micros } from './micros.ts';
import type { Calendar, PeriodKind } from './periods.ts';
import type { Policy } from './policy.ts';

/**
 * What a cap may be set on: everything that this deployment spends, a team, every channel or person of it alike, or one
 * channel or person, by the platform's id, instead of what holds for every other.
 */
export type CapTarget =
  | 'deployment'
  | 'team'
  | 'channel'
  | 'person'
  | `channel:${string}`
  | `person:${string}`;

/** A cap by its target and its period: `team/month`, `person:U1/day`. */
export type CapName = `${CapTarget}/${PeriodKind}`;

/** New spending waits until somebody resumes it. */
export interface Pause {
  by: string;
  at: Millis;
}

/**
 * Everything that is decided about a team's money, as it holds now: what the team has set, over what the deployment
 * gives every team. Read anew for each decision, and never from memory.
 */
export interface Rules extends Policy {
  /** Grows by one with every change that the team makes; 0 while it has made none. A commit is fenced by it. */
  version: number;
  /** In which the periods of the team's caps are counted. */
  calendar: Calendar;
  /** In which those of the deployment's caps are: the same for all teams. */
  deploymentCalendar: Calendar;
  caps: Readonly<Partial<Record<CapName, Micros>>>;
  /** Ceilings of a single edit, which no approval lifts; null: none. */
  maxPrice: Micros | null;
  maxClipMs: Millis | null;
  /** How many edits may be in the provider's hands at a time, for each person and for the whole team; null: any number. */
  maxRunning: { person: number | null; team: number | null };
  paused: Pause | null;
  /** What an edit is made with when the request names nothing; null: what the deployment says. */
  model: string | null;
  provider: string | null;
  quality: Quality | null;
}

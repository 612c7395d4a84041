import type { Millis } from '../clock.ts';
import type { Edit, EditId, Quality } from '../edit/edit.ts';
import type { Micros } from '../money/micros.ts';
import type { Pause } from '../money/rules.ts';
import type { Alert } from '../store/store.ts';
import type { Line, Mention } from './message.ts';

/** What a part of a clip has become while it is made: where, and what it would cost again there. */
export interface PartFacts {
  edit: Edit;
  provider: string;
  price: Micros;
}

/** What a view says beyond the edit itself. Gathered fresh for each projection. */
export interface Facts {
  now: Millis;
  /** `provider` is its title; `fps` is that of what it gives back, null where nobody states it. */
  model: { title: string; quality: Quality; provider: string; fps: number | null };
  /** What the team may still spend, and in which period: "November". */
  left: { amount: Micros; period: string } | null;
  /** The caps that the edit touches, with what is in them without it; no exception lifts the firm ones. */
  caps: readonly { name: string; limit: Micros; used: Micros; firm: boolean }[];
  /** Whom to call for an approval. */
  approvers: readonly Mention[];
  timeZone: string;
  /** Whom to tell of what concerns the whole budget; read only where it is told. */
  budgetOwners: readonly Mention[];
  /** The thresholds of caps that this edit has crossed. */
  alerts: readonly Alert[];
  /** Who has paused new spending, where the edit waits for that; else null. */
  paused: Pause | null;
  /** The provider can be asked to stop what it works on. */
  canStop: boolean;
  /**
   * What an approved edit waits for: a place at the provider, or that fewer run of its person's or its team's; `minute`: it
   * has its place, and the provider takes no more submissions within this minute.
   */
  waitsFor: 'provider' | 'person' | 'team' | 'minute';
  /** Edits before this one in that line. */
  ahead: number;
  /** How far the encoding of its clip or take is, 0 to 1; null when that is not known here. */
  fitted: number | null;
  /** How long past edits like this one took. */
  likelyMs: Millis;
  /** The final model that a draft can be made again with, and its price. */
  final: { model: string; amount: Micros } | null;
  /**
   * The provider at which it would run as well, or goes on by itself, and the price there; null where there is none. Of a
   * clip in parts, which of them that is about.
   */
  elsewhere: { provider: string; amount: Micros; parts?: readonly EditId[] } | null;
  parts: readonly PartFacts[];
  /** What the team goes by, in the thread of its first edit; else null. */
  firstMeeting: Line | null;
  /** Where a file in the edit's folder lies on disk. */
  pathOf(file: string): string;
}

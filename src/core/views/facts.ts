import type { Clock, Millis } from '../clock.ts';
import type { Edit, EditId, Quality } from '../edit/edit.ts';
import type { Micros } from '../money/micros.ts';

/** What a view says beyond the edit itself. Gathered fresh for each projection. */
export interface Facts {
  now: Millis;
  model: { title: string; quality: Quality };
  /** What the team may still spend, and in which period: "November". */
  left: { amount: Micros; period: string } | null;
  /** Edits before this one in the line for a place at the provider. */
  ahead: number;
  /** How long past edits like this one took. */
  likelyMs: Millis;
  /** A dearer model that this take can be made with, with its price. */
  final: { model: string; amount: Micros } | null;
  /** Where the take lies on disk. */
  takePath: string | null;
}

/** Where views get their facts. */
export interface FactFinder {
  clock: Clock;
  factsOf(edit: Edit): Promise<Facts>;
  pathOf(edit: EditId, file: string): string;
}

import type { LibraryTeam, SavedItem } from './saved-item.ts';

/** How much a team may save. */
export interface LibraryLimits {
  items: number;
  bytes: number;
}

export type AddResult =
  | { kind: 'added' }
  /** By `item`, whose name is the same but for upper and lower case. */
  | { kind: 'name_taken'; item: SavedItem }
  | { kind: 'full'; items: number; bytes: number };

/**
 * What teams have saved. Every method is atomic, and durable when it resolves; no team sees or touches what another has
 * saved. Rejects with a RecutError `store_unavailable` (retryable) when the database cannot be reached.
 */
export interface LibraryStore {
  /** All of a team, by name. */
  list(team: LibraryTeam): Promise<SavedItem[]>;
  /** Nothing is written unless its name is free and it fits within the limits, whoever else is saving something. */
  add(item: SavedItem, limits: LibraryLimits): Promise<AddResult>;
  /** Null when it is not there (any more). */
  rename(
    team: LibraryTeam,
    id: string,
    name: string,
  ): Promise<{ kind: 'renamed' } | { kind: 'name_taken'; item: SavedItem } | null>;
  /** Resolves with false when it was not there (any more). */
  remove(team: LibraryTeam, id: string): Promise<boolean>;
  /** Which of these ids are saved by any team: for clearing away files that nothing names. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

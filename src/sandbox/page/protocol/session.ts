import type { ShownFile } from './file.ts';

/** What the page needs to know once. */
export interface Session {
  /** Names of those one can be. */
  readonly people: readonly string[];
  /** What everybody has at hand: a clip and a picture. */
  readonly files: readonly ShownFile[];
}

/** What the edits cost so far, in dollars as people read them. */
export interface Spending {
  readonly billed: string;
  readonly edits: number;
}

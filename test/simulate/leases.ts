import type { Edit, EditId } from '../../src/core/edit/edit.ts';
import type { VirtualTime } from './virtual-time.ts';

/** In whose hands each edit is, as the store answered: a book beside its own. */
export class Leases {
  readonly #time: VirtualTime;
  readonly #broken: (how: string) => void;
  readonly #held = new Map<EditId, { by: string; until: number }>();

  constructor(time: VirtualTime, broken: (how: string) => void) {
    this.#time = time;
    this.#broken = broken;
  }

  /** Edits are given to a worker, or stay with it. */
  given(edits: readonly Pick<Edit, 'id'>[], by: string, forMs: number): void {
    const now = Math.floor(this.#time.now);
    for (const { id } of edits) {
      const held = this.#held.get(id);
      if (held && held.by !== by && held.until > now)
        this.#broken(`${id} was given to ${by} while it was in the hands of ${held.by}`);
      this.#held.set(id, { by, until: now + forMs });
    }
  }

  /** A worker gives one back, or all that it has. */
  ended(by: string, id?: EditId): void {
    for (const [edit, held] of this.#held)
      if (held.by === by && (id === undefined || id === edit)) this.#held.delete(edit);
  }
}

import type { EditId } from '../edit/edit.ts';

/** How far the long work on edits is that this process does now: nobody else knows, and nobody needs to. */
export class Progress {
  readonly #shares = new Map<EditId, number>();

  /** Runs `work`, which reports shares from 0 to 1. */
  async during<T>(edit: EditId, work: (report: (share: number) => void) => Promise<T>): Promise<T> {
    try {
      return await work((share) => this.#shares.set(edit, share));
    } finally {
      this.#shares.delete(edit);
    }
  }

  /** Null when nothing is known of it. */
  of(edit: EditId): number | null {
    return this.#shares.get(edit) ?? null;
  }
}

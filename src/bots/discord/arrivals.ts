import type { EditId } from '../../core/edit/edit.ts';

/** Edits whose threads are remembered for somebody who asks late. */
const REMEMBERED = 500;
const LOOK_MS = 2_000;

/**
 * Tells when an edit first shows up in a thread, for the answer to the command that asked for it. Nothing depends on
 * it: the thread is there with or without the answer.
 */
export class Arrivals {
  readonly #threads = new Map<EditId, string>();
  readonly #waiting = new Map<EditId, Set<(thread: string | null) => void>>();

  arrived(edit: EditId, thread: string): void {
    this.#threads.set(edit, thread);
    for (const oldest of this.#threads.keys()) {
      if (this.#threads.size <= REMEMBERED) break;
      this.#threads.delete(oldest);
    }
    this.#release(edit, thread);
  }

  /**
   * The thread of the edit, or null when it did not come in time. `look` asks for it now and then, because another
   * process may be the one that opens it.
   */
  async threadOf(
    edit: EditId,
    patienceMs: number,
    look: () => Promise<string | null>,
  ): Promise<string | null> {
    const known = this.#threads.get(edit);
    if (known !== undefined) return known;
    const looking = setInterval(async () => {
      const thread = await look().catch(() => null);
      if (thread !== null) this.arrived(edit, thread);
    }, LOOK_MS);
    looking.unref();
    return this.#wait(edit, patienceMs).finally(() => clearInterval(looking));
  }

  async #wait(edit: EditId, patienceMs: number): Promise<string | null> {
    const { promise, resolve } = Promise.withResolvers<string | null>();
    const waiting = this.#waiting.get(edit) ?? new Set();
    this.#waiting.set(edit, waiting.add(resolve));
    const timer = setTimeout(() => {
      waiting.delete(resolve);
      resolve(null);
    }, patienceMs);
    timer.unref();
    return promise.finally(() => clearTimeout(timer));
  }

  /** Nobody waits any longer. */
  giveUp(): void {
    for (const edit of [...this.#waiting.keys()]) this.#release(edit, null);
  }

  #release(edit: EditId, thread: string | null): void {
    for (const resolve of this.#waiting.get(edit) ?? []) resolve(thread);
    this.#waiting.delete(edit);
  }
}

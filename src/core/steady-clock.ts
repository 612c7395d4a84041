import type { Clock, Millis } from './clock.ts';

interface Sources {
  /** Milliseconds since the epoch, as the machine says; may jump. */
  wall(): number;
  /** Milliseconds since some moment; never jumps. */
  steady(): number;
  /** The machine's clock has jumped by so many milliseconds. */
  onJump(by: Millis): void;
}

/** Clocks that are kept in step drift by far less between two looks. */
const JUMP_MS = 2_000;
const BELIEVED_AFTER_MS = 5 * 60_000;

/**
 * The time of the machine, which does not jump: a clock that is set by mistake and set back must not let approvals
 * expire or a month begin. Small corrections count at once; after a jump time goes on as before, and the new time
 * counts when it has stood for five minutes.
 */
export class SteadyClock implements Clock {
  readonly #sources: Sources;
  #offset: number;
  #suspect: { offset: number; since: number } | null = null;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#offset = sources.wall() - sources.steady();
  }

  now(): Millis {
    const steady = this.#sources.steady();
    this.#look(this.#sources.wall() - steady, steady);
    return Math.floor(steady + this.#offset);
  }

  #look(offset: number, steady: number): void {
    if (Math.abs(offset - this.#offset) <= JUMP_MS) {
      this.#offset = offset;
      this.#suspect = null;
      return;
    }
    const same = this.#suspect && Math.abs(offset - this.#suspect.offset) <= JUMP_MS;
    if (!this.#suspect || !same) {
      this.#suspect = { offset, since: steady };
      this.#sources.onJump(Math.round(offset - this.#offset));
    } else if (steady - this.#suspect.since >= BELIEVED_AFTER_MS) {
      this.#offset = offset;
      this.#suspect = null;
    }
  }
}

import type { Block } from './block-kit/block.ts';

/** A message that one person alone sees, and that no API returns. */
export interface Ephemeral {
  readonly person: string;
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** The ephemeral messages that people see. */
export class Ephemerals {
  #all: Ephemeral[] = [];

  /** Shows one, in place of the one with the same `ts` if there is one. */
  show(ephemeral: Ephemeral): Ephemeral {
    this.remove(ephemeral.ts);
    this.#all.push(ephemeral);
    return ephemeral;
  }

  remove(ts: string): void {
    this.#all = this.#all.filter((ephemeral) => ephemeral.ts !== ts);
  }

  byTs(ts: string): Ephemeral | undefined {
    return this.#all.find((ephemeral) => ephemeral.ts === ts);
  }

  of(person: string): Ephemeral[] {
    return this.#all.filter((ephemeral) => ephemeral.person === person);
  }
}

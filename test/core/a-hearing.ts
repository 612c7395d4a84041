import { pino } from 'pino';
import { type Clock, type Millis, systemClock } from '../../src/core/clock.ts';
import { type HeardMarks, Hearing } from '../../src/core/hearing.ts';

/** Marks that end with the test. */
export class MemoryMarks implements HeardMarks {
  readonly #marks = new Map<string, Millis>();

  async read(name: string): Promise<Millis | null> {
    return this.#marks.get(name) ?? null;
  }

  async write(name: string, at: Millis): Promise<void> {
    this.#marks.set(name, at);
  }
}

export function aHearing(marks: HeardMarks = new MemoryMarks(), clock: Clock = systemClock): Hearing {
  return new Hearing({ name: 'chat', marks, clock, logger: pino({ level: 'silent' }) });
}

import type { Logger } from 'pino';
import { Alarm } from './alarm.ts';
import type { Clock, Millis } from './clock.ts';
import { LATE_MS } from './edit/late.ts';

/** Until when everything was heard, by name of what is heard: `slack`, `discord:0/1`. */
export interface HeardMarks {
  read(name: string): Promise<Millis | null>;
  write(name: string, at: Millis): Promise<void>;
}

interface Parts {
  name: string;
  marks: HeardMarks;
  clock: Clock;
  logger: Logger;
}

interface Doing {
  /** Whether what people write arrives at this moment, as far as the bot can tell. */
  hears(): boolean;
  /** Reads what was written since then, and asks for it. May be done again: nothing is asked for twice. */
  read(since: Millis): Promise<void>;
}

/** Longer than a weekend; what is older is not read. */
export const MOST_BACK_MS = 3 * 24 * 60 * 60_000;
const LOOK_MS = 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * Remembers until when a platform was heard, so that after an outage, or a time in which the bot was stopped, everything
 * is read that was written meanwhile. The mark moves on while the bot hears, and not before what was missed was read.
 */
export class Hearing {
  readonly #parts: Parts;
  readonly #alarm = new Alarm();
  #doing: Doing | null = null;
  #looking: NodeJS.Timeout | undefined;
  /** When the bot was seen to hear at the last look; null when it did not. */
  #heardAt: Millis | null = null;
  #missed = false;
  #isReading = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(doing: Doing): void {
    this.#doing = doing;
    this.#looking = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#looking);
    this.#doing = null;
    this.#heardAt = null;
    this.#alarm.ring();
  }

  /** There is a new connection: what was written before it is read, however often that has to be tried. */
  returned(): void {
    this.#missed = true;
    this.#heardAt = null;
    if (!this.#isReading) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    const { name, marks, clock, logger } = this.#parts;
    this.#isReading = true;
    let failures = 0;
    while (this.#missed && this.#doing) {
      this.#missed = false;
      const began = clock.now();
      try {
        await this.#doing.read(oldestOf(await marks.read(name), began));
        await marks.write(name, began);
        failures = 0;
      } catch (error) {
        this.#missed = true;
        failures += 1;
        logger.warn({ err: error, failures }, 'could not catch up on what was written meanwhile');
        await this.#alarm.sleep(Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS));
      }
    }
    this.#isReading = false;
  }

  /** Everything was heard until the last look, if the bot has heard from then to now. */
  async #look(): Promise<void> {
    const { name, marks, clock, logger } = this.#parts;
    const hears = !this.#isReading && this.#doing?.hears() === true;
    const until = hears ? this.#heardAt : null;
    this.#heardAt = hears ? clock.now() : null;
    if (until === null) return;
    await marks
      .write(name, until)
      .catch((error: unknown) => logger.warn({ err: error }, 'could not note until when all was heard'));
  }
}

/** A connection may have been dead for a while before anybody noticed, so some time is always read again. */
function oldestOf(mark: Millis | null, now: Millis): Millis {
  return Math.max(now - MOST_BACK_MS, Math.min(mark ?? now, now - LATE_MS));
}

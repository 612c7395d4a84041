import { z } from 'zod';
import type { Clock, Millis } from '../../core/clock.ts';
import type { Place } from '../../core/edit/edit.ts';
import type { Memory } from './memory.ts';
import { isDirect } from './place.ts';

/** What Discord took from everybody until September 2026. Its own pages name more since; this is sure. */
const SAFE_BYTES = 10_000_000;
const DAY_MS = 24 * 60 * 60_000;
const REMEMBERED_MS = 30 * DAY_MS;

const learned = z.object({ bytes: z.number().int().positive(), at: z.number() });

interface Parts {
  memory: Memory;
  clock: Clock;
  /** What the operator says, in bytes. */
  configured?: number | undefined;
}

/**
 * How large a file may be in each server. Only interactions tell, and theirs is the limit of whoever acts, whose own
 * subscription may allow more than the bot's messages have: so the smallest of a day counts.
 */
export class UploadLimits {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes note of `attachment_size_limit`. Never rejects. */
  async learn(server: string | null, bytes: number | undefined): Promise<void> {
    if (!server || !bytes || bytes < 1) return;
    const { memory, clock } = this.#parts;
    try {
      const known = await this.#known(server);
      const now: Millis = clock.now();
      if (known && known.bytes <= bytes && now - known.at < DAY_MS) return;
      await memory.set(keyOf(server), { bytes, at: now }, REMEMBERED_MS);
    } catch {
      // What cannot be remembered is learned the next time.
    }
  }

  /** In bytes, for one file. */
  async of(place: Place): Promise<number> {
    if (this.#parts.configured) return this.#parts.configured;
    if (isDirect(place)) return SAFE_BYTES;
    const known = await this.#known(place.team).catch(() => null);
    return Math.max(SAFE_BYTES, known?.bytes ?? 0);
  }

  async #known(server: string) {
    return learned.safeParse(await this.#parts.memory.get(keyOf(server))).data ?? null;
  }
}

function keyOf(server: string): string {
  return `upload-limit:${server}`;
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Attachment addresses like Discord's: `ex` (expiry) and `is` (issued) as hexadecimal seconds, `hm` as their
 * signature. They stop working after `lifetimeMs`; a message that is read again carries fresh ones.
 */
export class SignedLinks {
  readonly #base: string;
  readonly #clock: Clock;
  readonly #secret = randomBytes(32);
  lifetimeMs = DAY_MS;

  constructor(base: string, clock: Clock) {
    this.#base = base;
    this.#clock = clock;
  }

  /** The full address of a path below the CDN's root, such as `attachments/1/2/clip.mp4`. */
  sign(path: string): string {
    const now = this.#clock.now();
    const issued = hexSeconds(now);
    const expires = hexSeconds(now + this.lifetimeMs);
    return `${this.#base}/${encodeURI(path)}?ex=${expires}&is=${issued}&hm=${this.#mac(path, expires, issued)}&`;
  }

  isValid(path: string, query: { ex?: string; is?: string; hm?: string }): boolean {
    const { ex = '', is = '', hm = '' } = query;
    const expected = Buffer.from(this.#mac(path, ex, is));
    const given = Buffer.from(hm);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return false;
    return Number.parseInt(ex, 16) * 1000 > this.#clock.now();
  }

  #mac(path: string, expires: string, issued: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${expires}\n${issued}`).digest('hex');
  }
}

function hexSeconds(millis: number): string {
  return Math.floor(millis / 1000).toString(16);
}

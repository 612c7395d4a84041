import type { Millis } from '../../clock.ts';

/** Waits that a server asks for are believed up to this. */
const LONGEST_MS = 3_600_000;

/** Reads a Retry-After header, seconds or a date, as milliseconds from now; null when it says neither. */
export function retryAfterMs(header: string | string[] | undefined, now: Millis): number | null {
  const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1_000 : untilDate(value, now);
  return Number.isFinite(wait) ? Math.min(Math.max(Math.ceil(wait), 0), LONGEST_MS) : null;
}

/** Dates of HTTP begin with a weekday; anything else would be guessed at by the parser. */
function untilDate(value: string, now: Millis): number {
  return /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) - now : Number.NaN;
}

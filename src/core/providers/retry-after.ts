import type { Millis } from '../clock.ts';

/** Waits that a server asks for are believed up to this. */
const LONGEST_MS = 3_600_000;

/** Reads a Retry-After header, seconds or a date, as milliseconds from now; null when there is none that makes sense. */
export function retryAfterMs(header: string | string[] | undefined, now: Millis): number | null {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return null;
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(Math.ceil(wait), 0), LONGEST_MS) : null;
}

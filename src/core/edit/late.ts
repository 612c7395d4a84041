import type { Millis } from '../clock.ts';
import type { Ask } from './ask.ts';
import type { Reason } from './reason.ts';

/** What was written longer ago than this may not be wanted any more when it is read. */
export const LATE_MS = 15 * 60_000;

/**
 * Why a request that is read late does not begin by itself; null for any other. What was written before a restore may
 * have been made and paid for after the backup, however short a time ago that was.
 */
export async function tooLate(
  { writtenAt }: Ask,
  now: Millis,
  restoredAt: () => Promise<Millis | null>,
): Promise<Reason | null> {
  if (writtenAt === undefined) return null;
  if (writtenAt <= ((await restoredAt()) ?? 0)) return { code: 'restored' };
  return writtenAt < now - LATE_MS ? { code: 'heard_late' } : null;
}

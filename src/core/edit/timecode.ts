import type { Millis } from '../clock.ts';

const TIMECODE = /^(?:(\d{1,3}):)?(\d{1,4})(?:[.,](\d{1,3}))?s?$/;

/** Reads "7", "7s", "2.5", "0:02" or "1:05.5" as milliseconds; null when it is none of these. */
export function parseTimecode(text: string): Millis | null {
  const match = TIMECODE.exec(text.trim());
  if (!match) return null;
  const [, minutes, seconds = '0', fraction = ''] = match;
  if (minutes !== undefined && Number(seconds) > 59) return null;
  return (Number(minutes ?? 0) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}

/** "0:02", "1:05.5": as people type it. */
export function formatTimecode(time: Millis): string {
  const minutes = Math.floor(time / 60_000);
  const seconds = (time % 60_000) / 1000;
  return `${minutes}:${seconds < 10 ? '0' : ''}${Number(seconds.toFixed(1))}`;
}

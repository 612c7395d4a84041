/** How figures are written for people. */
import type { Millis } from '../clock.ts';
import { ZonedStyle } from './zoned-style.ts';

const CLOCK_TIME = new ZonedStyle({ weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
const CALENDAR_DAY = new ZonedStyle({ day: 'numeric', month: 'long' });

/** "8.4 s", "10 s", "0.5 s": the length of a clip. */
export function seconds(time: Millis): string {
  return `${Number((time / 1000).toFixed(1))} s`;
}

/** "0:07", "1:12", "1:02:00": time that has passed. */
export function elapsed(time: Millis): string {
  const total = Math.max(0, Math.floor(time / 1000));
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  const tail = `${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** "12 s", "2 min 58 s", "1 h 4 min": how long something took. */
export function took(time: Millis): string {
  const total = Math.max(1, Math.round(time / 1000));
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)} min${total % 60 ? ` ${total % 60} s` : ''}`;
  return `${Math.floor(total / 3600)} h ${Math.floor((total % 3600) / 60)} min`;
}

/** "about 20 s", "about 3 min": an estimate, no finer than it is known. */
export function about(time: Millis): string {
  const total = time / 1000;
  if (total < 90) return `about ${Math.max(5, Math.round(total / 5) * 5)} s`;
  return `about ${Math.round(total / 60)} min`;
}

/** "Tue 14:05" in the team's time zone. */
export function clockTime(at: Millis, timeZone: string): string {
  return CLOCK_TIME.in(timeZone).format(at).replace(',', '');
}

/** "4 December" in the team's time zone. */
export function calendarDay(at: Millis, timeZone: string): string {
  return CALENDAR_DAY.in(timeZone).format(at);
}

/** "850 KB", "4.1 MB", "1.2 GB" in powers of ten, as platforms state their limits. */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  if (bytes < 1_000_000_000) return `${Number((bytes / 1_000_000).toFixed(1))} MB`;
  return `${Number((bytes / 1_000_000_000).toFixed(1))} GB`;
}

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(place: number): string {
  const teens = place % 100 >= 11 && place % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}

/** Shortens text to `limit` characters, at a word where one is near. */
export function shorten(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1);
  const space = cut.lastIndexOf(' ');
  return `${space > limit * 0.6 ? cut.slice(0, space) : cut}…`;
}

/** Frames per second, without needless digits: "24", "29.97". */
export function rate(fps: number): string {
  return String(Number(fps.toFixed(2)));
}

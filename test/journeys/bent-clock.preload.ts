/**
 * A machine whose clock is set: loaded before a bot, it adds to what that reads from the clock the milliseconds that stand
 * in the file CLOCK_FILE. What only goes forward (`performance`, timers) is left alone, as on a real machine.
 */
import { readFileSync } from 'node:fs';

const file = process.env['CLOCK_FILE'] ?? '';
const trueNow = Date.now;
let offset = 0;

function look(): void {
  offset = Number(readFileSync(file, 'utf8'));
}

function now(): number {
  return trueNow() + offset;
}

look();
setInterval(look, 50).unref();
Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (date, parts, as) => Reflect.construct(date, parts.length === 0 ? [now()] : parts, as),
});

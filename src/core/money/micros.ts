import { RecutError } from '../errors.ts';

/** US dollars as a whole number of millionths: $1.80 is 1_800_000. Exact up to nine billion dollars. */
export type Micros = number & { readonly unit: 'micro-dollars' };

/** @throws RecutError `not_micros` unless `value` is a safe integer. */
export function micros(value: number): Micros {
  if (!Number.isSafeInteger(value)) {
    throw new RecutError('not_micros', `${value} is not a whole number of micro-dollars`);
  }
  return value as Micros;
}

export const ZERO = micros(0);

export function add(...amounts: readonly Micros[]): Micros {
  return micros(amounts.reduce((sum, amount) => sum + amount, 0));
}

export function subtract(from: Micros, amount: Micros): Micros {
  return micros(from - amount);
}

/**
 * Reads "5", "1.8", "$142.18" or "1,250.00" as dollars, with at most six decimals.
 * @throws RecutError `not_dollars` on anything else.
 */
export function parseDollars(text: string): Micros {
  const match = /^\$?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) throw new RecutError('not_dollars', `"${text}" is not an amount in dollars, such as 12.50`);
  const whole = Number((match[1] ?? '0').replaceAll(',', ''));
  const fraction = Number((match[2] ?? '').padEnd(6, '0'));
  return micros(whole * 1_000_000 + fraction);
}

/**
 * Reads an amount that an API gives as a JSON number of dollars, to the nearest micro-dollar: the sender's own float
 * arithmetic may leave dust, as in 3.0239999999999996. Up to a billion dollars the rounding undoes the error of the
 * multiplication, so every amount with at most six decimals comes out exact.
 * @throws RecutError `not_dollars` when it is not a number, or beyond a billion.
 */
export function dollarsToMicros(dollars: number): Micros {
  if (!(Math.abs(dollars) <= 1e9))
    throw new RecutError('not_dollars', `${dollars} is not an amount in dollars`);
  return micros(Math.round(dollars * 1_000_000));
}

/** "$1,234.56": rounded half up to the cent, away from zero, the way people read prices. */
export function formatDollars(amount: Micros): string {
  const cents = Math.floor((Math.abs(amount) + 5_000) / 10_000);
  const whole = Math.floor(cents / 100).toLocaleString('en-US');
  return `${amount < 0 && cents > 0 ? '-' : ''}$${whole}.${String(cents % 100).padStart(2, '0')}`;
}

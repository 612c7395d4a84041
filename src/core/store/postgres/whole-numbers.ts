import type { CustomTypesConfig } from 'pg';
import { types } from 'pg';
import { RecutError } from '../../errors.ts';

/** `bigint`, which counts are too, and `numeric`, which a sum of `bigint` is. https://www.postgresql.org/docs/current/catalog-pg-type.html */
const WHOLE = new Set<number>([types.builtins.INT8, types.builtins.NUMERIC]);

/** Reads 64-bit integers and their sums as numbers, which the driver by itself gives as text. */
export const wholeNumbers: CustomTypesConfig = {
  getTypeParser: (type, format) =>
    WHOLE.has(type) && format !== 'binary' ? wholeNumber : types.getTypeParser(type, format),
};

/** @throws RecutError `store_fault` on what a number cannot hold exactly. */
function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RecutError('store_fault', 'The database holds a number that is too large to be exact');
  return value;
}

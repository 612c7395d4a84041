import { Refusal } from '../refusal.ts';

/** A part of a list, and where the next part begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  /** Empty at the end. */
  readonly nextCursor: string;
}

/**
 * One page of a list; a cursor is the opaque place where it begins.
 *
 * @throws Refusal `invalid_cursor`
 */
export function pageOf<Item>(all: readonly Item[], limit: number, cursor: string | undefined): Page<Item> {
  const start = cursor
    ? Number(
        Buffer.from(cursor, 'base64')
          .toString()
          .replace(/^next:/, ''),
      )
    : 0;
  if (!Number.isInteger(start) || start < 0) throw new Refusal('invalid_cursor');
  const end = start + limit;
  const hasMore = end < all.length;
  return {
    items: all.slice(start, end),
    hasMore,
    nextCursor: hasMore ? Buffer.from(`next:${end}`).toString('base64') : '',
  };
}

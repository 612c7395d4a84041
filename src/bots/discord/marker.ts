import { createHash } from 'node:crypto';

/**
 * The number under which a message can be found again in its thread. Discord remembers a nonce for some minutes only
 * and does not give it back later, but it keeps the `id` of a component (32 bits, free to choose, shown to nobody): the
 * first component of every message carries this one. Large, so that it meets none of the ids that Discord counts up
 * from 1 for the other components.
 */
export function markerOf(nonce: string): number {
  const bits = createHash('sha256').update(nonce).digest().readUInt32BE(0);
  return ((bits >>> 2) | 0x4000_0000) >>> 0;
}

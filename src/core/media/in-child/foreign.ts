/** How many bytes at the start of a file `foreignContainer` needs. */
export const SNIFF_BYTES = 400;

/** Containers of videos that are not read here, by their first bytes, so that a refusal can name them. */
const SIGNATURES: readonly { name: string; at: number; bytes: readonly number[] }[] = [
  { name: 'avi', at: 8, bytes: [0x41, 0x56, 0x49, 0x20] },
  { name: 'wmv', at: 0, bytes: [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11] },
  { name: 'flv', at: 0, bytes: [0x46, 0x4c, 0x56, 0x01] },
  { name: 'mpeg', at: 0, bytes: [0x00, 0x00, 0x01, 0xba] },
  { name: 'ogg', at: 0, bytes: [0x4f, 0x67, 0x67, 0x53] },
];
/** MPEG transport streams repeat this byte at the start of each packet. */
const TS_SYNC = 0x47;
const TS_PACKET = 188;

export function foreignContainer(head: Uint8Array): string | null {
  const known = SIGNATURES.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte));
  if (known) return known.name;
  const isTransportStream = [0, 1, 2].every((packet) => head[packet * TS_PACKET] === TS_SYNC);
  return isTransportStream ? 'mpeg-ts' : null;
}

const GPS_POINTER = 0x8825;
const PREFIX = Buffer.from('Exif\0\0', 'latin1');
const ENTRY_BYTES = 12;

/**
 * Whether EXIF data points to a place: its first directory holds a pointer to GPS entries (EXIF 2.3, 4.6.3). Data
 * that makes no sense counts as pointing to one, so that it is stripped.
 */
export function hasPlace(exif: Uint8Array): boolean {
  const raw = Buffer.from(exif);
  const tiff = raw.subarray(0, PREFIX.length).equals(PREFIX) ? raw.subarray(PREFIX.length) : raw;
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return true;
  const [read16, read32] =
    order === 'II'
      ? [(at: number) => tiff.readUInt16LE(at), (at: number) => tiff.readUInt32LE(at)]
      : [(at: number) => tiff.readUInt16BE(at), (at: number) => tiff.readUInt32BE(at)];
  try {
    const directory = read32(4);
    const count = read16(directory);
    const tags = Array.from({ length: count }, (_, index) => read16(directory + 2 + index * ENTRY_BYTES));
    return tags.includes(GPS_POINTER);
  } catch {
    return true;
  }
}

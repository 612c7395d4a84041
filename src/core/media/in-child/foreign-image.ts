/** How many bytes at the start of a file `foreignImage` looks at; what marks an animation comes early. */
export const IMAGE_SNIFF_BYTES = 65_536;

const HEIC_BRANDS: ReadonlySet<string> = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'mif1',
  'msf1',
]);
const AVIF_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis']);

/**
 * What a file is that people take for an image and that is none here, by its first bytes: a HEIC photo, a video, an
 * animation. Null for everything else.
 */
export function foreignImage(head: Buffer): 'heic' | 'video' | 'animated' | null {
  const text = (from: number, to: number) => head.toString('latin1', from, to);
  if (text(4, 8) === 'ftyp') {
    const brand = text(8, 12);
    if (HEIC_BRANDS.has(brand)) return 'heic';
    return AVIF_BRANDS.has(brand) ? null : 'video';
  }
  if (head.readUInt32BE(0) === 0x1a45dfa3 || text(8, 12) === 'AVI ') return 'video';
  if (text(0, 4) === 'GIF8') return head.includes('NETSCAPE2.0', 0, 'latin1') ? 'animated' : null;
  const frames = head.indexOf('acTL', 0, 'latin1');
  const isPng = text(1, 4) === 'PNG';
  return isPng && frames >= 0 && frames < head.indexOf('IDAT', 0, 'latin1') ? 'animated' : null;
}

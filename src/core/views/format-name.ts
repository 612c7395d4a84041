const NAMES: Readonly<Record<string, string>> = {
  avc: 'H.264',
  vvc1: 'VVC',
  webm: 'WebM',
  webp: 'WebP',
  mkv: 'Matroska',
  mpeg: 'MPEG',
  ogg: 'Ogg',
  mp4v: 'MPEG-4 Visual',
  prores: 'ProRes',
};

/** What people call a container or a codec; most short names in capitals. */
export function formatName(format: string): string {
  return NAMES[format] ?? format.toUpperCase();
}

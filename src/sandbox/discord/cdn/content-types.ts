/** Discord judges a file by its extension alone. */
const BY_EXTENSION: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json; charset=utf-8',
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
};

/**
 * The groups of `file_types` on upload options, as Discord's reference listed them in August 2026. Discord
 * checks the extension, never the bytes.
 */
const GROUPS: Record<string, readonly string[]> = {
  image: ['.png', '.gif', '.jpg', '.jpeg', '.jfif', '.webp', '.avif'],
  video: ['.mp4', '.mov', '.qt', '.webm'],
  audio: ['.mp3', '.wav', '.ogg', '.flac', '.m4a', '.aac', '.opus'],
};

export function contentTypeOf(filename: string): string | undefined {
  return BY_EXTENSION[extensionOf(filename)];
}

/** Whether an upload field with these `file_types` (groups or extensions; none means any) takes the file. */
export function fitsFileTypes(filename: string, fileTypes: readonly string[] | null | undefined): boolean {
  if (!fileTypes || fileTypes.length === 0) return true;
  const extension = extensionOf(filename);
  return fileTypes.some((type) => GROUPS[type]?.includes(extension) ?? type.toLowerCase() === extension);
}

function extensionOf(filename: string): string {
  return /\.[^.]+$/.exec(filename)?.[0].toLowerCase() ?? '';
}

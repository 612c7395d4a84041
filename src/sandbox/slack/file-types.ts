import path from 'node:path';

/** How Slack names a kind of file, by its extension. */
export interface FileType {
  readonly mimetype: string;
  /** Slack's own short name, mostly the extension. */
  readonly filetype: string;
  readonly prettyType: string;
}

const known: Readonly<Record<string, readonly [mimetype: string, filetype: string, prettyType: string]>> = {
  mp4: ['video/mp4', 'mp4', 'MPEG 4 Video'],
  m4v: ['video/mp4', 'm4v', 'MPEG 4 Video'],
  mov: ['video/quicktime', 'mov', 'QuickTime Movie'],
  webm: ['video/webm', 'webm', 'WebM'],
  mkv: ['video/x-matroska', 'mkv', 'Matroska Video'],
  avi: ['video/x-msvideo', 'avi', 'AVI'],
  png: ['image/png', 'png', 'PNG'],
  jpg: ['image/jpeg', 'jpg', 'JPEG'],
  jpeg: ['image/jpeg', 'jpg', 'JPEG'],
  gif: ['image/gif', 'gif', 'GIF'],
  webp: ['image/webp', 'webp', 'WebP'],
  csv: ['text/csv', 'csv', 'CSV'],
  txt: ['text/plain', 'text', 'Plain Text'],
  pdf: ['application/pdf', 'pdf', 'PDF'],
};

/** Judged by the name alone, as Slack does first. */
export function fileTypeOf(name: string): FileType {
  const extension = path.extname(name).slice(1).toLowerCase();
  const [mimetype, filetype, prettyType] = known[extension] ?? [
    'application/octet-stream',
    'binary',
    'Binary',
  ];
  return { mimetype, filetype, prettyType };
}

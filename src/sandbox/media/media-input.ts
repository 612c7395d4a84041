import { FilePathSource, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';

/** The formats read here. Never the library's whole list: that has playlists, which name other files to open. */
export function openMedia(file: string): Input {
  return new Input({ source: new FilePathSource(file), formats: [MP4, QTFF, MATROSKA, WEBM] });
}

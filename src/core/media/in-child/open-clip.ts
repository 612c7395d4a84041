import { open } from 'node:fs/promises';
import {
  FilePathSource,
  Input,
  type InputFormat,
  type InputTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
} from 'mediabunny';
import { foreignContainer, SNIFF_BYTES } from './foreign.ts';
import { Refusal } from './serve.ts';

/** Never all formats: a playlist among them would have other local files opened. */
const FORMATS: readonly InputFormat[] = [MP4, QTFF, MATROSKA, WEBM];

/** A clip opened for reading. Dispose of it when done. */
export function openClip(path: string): Input {
  return new Input({ source: new FilePathSource(path), formats: [...FORMATS] });
}

/** Refuses what is no video that we read: `not_a_video` or `unsupported_container`. */
export async function formatOf(input: Input, path: string): Promise<InputFormat> {
  try {
    return await input.getFormat();
  } catch (error) {
    // A file of a few bytes trips an assertion of the library before it comes to this error of its own.
    if (error instanceof Error && 'syscall' in error) throw error;
    const kind = foreignContainer(await headOf(path));
    if (kind) throw new Refusal('unsupported_container', `a video, as ${kind}`, { detail: kind });
    throw new Refusal('not_a_video', 'no container of a video');
  }
}

/**
 * The track that is the clip: the longest, because cover pictures and previews are shorter, and the largest of
 * those that are equally long.
 */
export async function mainVideoTrack(input: Input): Promise<InputVideoTrack> {
  const tracks = await input.getVideoTracks();
  const ranked = await Promise.all(
    tracks.map(async (track) => ({
      track,
      seconds: await track.computeDuration(),
      pixels: (await track.getDisplayWidth()) * (await track.getDisplayHeight()),
    })),
  );
  const [best] = ranked.sort((a, b) => b.seconds - a.seconds || b.pixels - a.pixels);
  if (best) return best.track;
  // A container without any track is what is left of a file whose end, with the table of contents, is missing.
  const tracksOfAnyKind = await input.getTracks();
  if (tracksOfAnyKind.length === 0) throw new Refusal('damaged', 'the container lists no tracks');
  throw new Refusal('not_a_video', 'it holds no pictures');
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The same track, or a refusal that names its codec: facts are read of every codec, pictures only of some. */
export async function decodable(video: InputVideoTrack): Promise<InputVideoTrack> {
  if (await video.canDecode()) return video;
  const codec = await codecOf(video);
  throw new Refusal('unsupported_codec', 'no decoder for its pictures', codec ? { detail: codec } : {});
}

/**
 * The codec of a track; one that is not known here by the container's own name for it, as `vvc1` says more than
 * nothing.
 */
export async function codecOf(track: InputTrack): Promise<string | null> {
  const codec = await track.getCodec();
  if (codec) return codec;
  const id = await track.getInternalCodecId();
  return typeof id === 'string' && /^[\w/.-]{2,32}$/.test(id.trim()) ? id.trim() : null;
}

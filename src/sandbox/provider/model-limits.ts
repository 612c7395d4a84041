import sharp from 'sharp';
import type { MovieFacts } from '../media/movie-facts.ts';
import { MediaRefusal } from './media-refusal.ts';

/** What Kling O3 video edit takes, by Kling's own specification: fal and ComfyUI enforce the same figures. */
const SHORTEST_SECONDS = 3;
const LONGEST_SECONDS = 10.05;
const SIDE = { min: 720, max: 2160 };
/** Film's 23.976 counts as 24, and a rate is measured, so both ends have a little room. */
const FPS = { min: 23.9, max: 60.1 };
const LARGEST_CLIP = 200_000_000;
const SMALLEST_IMAGE_SIDE = 300;

/** @throws MediaRefusal for the first limit that the clip breaks. */
export function checkClip(
  facts: MovieFacts | undefined,
  longestSeconds = LONGEST_SECONDS,
): asserts facts is MovieFacts {
  const refusal = facts
    ? clipRefusal(facts, longestSeconds)
    : new MediaRefusal('video', 'damaged', 'Unsupported or damaged video file.');
  if (refusal) throw refusal;
}

function clipRefusal(
  { container, bytes, seconds, width, height, fps }: MovieFacts,
  longestSeconds: number,
): MediaRefusal | null {
  const refuse = (why: MediaRefusal['why'], message: string) => new MediaRefusal('video', why, message);
  if (container !== 'mp4' && container !== 'mov') {
    return refuse('format', 'Video format must be mp4 or mov.');
  }
  if (bytes > LARGEST_CLIP) return refuse('too_many_bytes', 'Video size must not exceed 200MB.');
  if (seconds < SHORTEST_SECONDS || seconds > longestSeconds) {
    const why = seconds < SHORTEST_SECONDS ? 'too_short' : 'too_long';
    const range = `between ${SHORTEST_SECONDS} and ${Math.floor(longestSeconds)} seconds`;
    return refuse(why, `Video duration must be ${range}, got ${seconds.toFixed(2)}.`);
  }
  if (Math.min(width, height) < SIDE.min || Math.max(width, height) > SIDE.max) {
    const why = Math.min(width, height) < SIDE.min ? 'too_small' : 'too_large';
    return refuse(why, `Video width and height must be between 720 and 2160 px, got ${width}x${height}.`);
  }
  if (fps < FPS.min || fps > FPS.max) {
    return refuse('frame_rate', `Video frame rate must be between 24 and 60 fps, got ${fps.toFixed(2)}.`);
  }
  return null;
}

/** @throws MediaRefusal unless the file is a picture of at least 300 px on each side. */
export async function checkImage(file: string): Promise<void> {
  const { format, width, height } = await sharp(file)
    .metadata()
    .catch((cause: unknown) => {
      throw new MediaRefusal('image', 'damaged', 'Unsupported or damaged image file.', { cause });
    });
  if (!['jpeg', 'png', 'webp'].includes(format)) {
    throw new MediaRefusal('image', 'format', 'Image format must be jpg, png or webp.');
  }
  if (Math.min(width, height) < SMALLEST_IMAGE_SIDE) {
    const message = `Image sides must be at least 300 px, got ${width}x${height}.`;
    throw new MediaRefusal('image', 'too_small', message);
  }
}

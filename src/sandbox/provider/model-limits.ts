import sharp from 'sharp';
import type { MovieFacts } from '../media/movie-facts.ts';
import { INVALID_PARAMETER } from './ending.ts';
import { TaskFailure } from './task-failure.ts';

/** What Kling O3 video edit takes, by Kling's own specification: fal and ComfyUI enforce the same figures. */
const SECONDS = { min: 3, max: 10.05 };
const SIDE = { min: 720, max: 2160 };
/** Film's 23.976 counts as 24, and a rate is measured, so both ends have a little room. */
const FPS = { min: 23.9, max: 60.1 };
const LARGEST_CLIP = 200_000_000;
const SMALLEST_IMAGE_SIDE = 300;

/** @throws TaskFailure 1401 naming the first limit that the clip breaks. */
export function checkClip(facts: MovieFacts | undefined): asserts facts is MovieFacts {
  const problem = facts ? clipProblem(facts) : 'Unsupported or damaged video file.';
  if (problem) throw new TaskFailure(INVALID_PARAMETER, problem);
}

function clipProblem({ container, bytes, seconds, width, height, fps }: MovieFacts): string | undefined {
  if (container !== 'mp4' && container !== 'mov') return 'Video format must be mp4 or mov.';
  if (bytes > LARGEST_CLIP) return 'Video size must not exceed 200MB.';
  if (seconds < SECONDS.min || seconds > SECONDS.max) {
    return `Video duration must be between 3 and 10 seconds, got ${seconds.toFixed(2)}.`;
  }
  if (Math.min(width, height) < SIDE.min || Math.max(width, height) > SIDE.max) {
    return `Video width and height must be between 720 and 2160 px, got ${width}x${height}.`;
  }
  if (fps < FPS.min || fps > FPS.max) {
    return `Video frame rate must be between 24 and 60 fps, got ${fps.toFixed(2)}.`;
  }
  return undefined;
}

/** @throws TaskFailure 1401 unless the file is a picture of at least 300 px on each side. */
export async function checkImage(file: string): Promise<void> {
  const { format, width, height } = await sharp(file)
    .metadata()
    .catch((cause: unknown) => {
      throw new TaskFailure(INVALID_PARAMETER, 'Unsupported or damaged image file.', { cause });
    });
  if (!['jpeg', 'png', 'webp'].includes(format)) {
    throw new TaskFailure(INVALID_PARAMETER, 'Image format must be jpg, png or webp.');
  }
  if (Math.min(width, height) < SMALLEST_IMAGE_SIDE) {
    throw new TaskFailure(INVALID_PARAMETER, `Image sides must be at least 300 px, got ${width}x${height}.`);
  }
}

import { type KlingElement, klingElements } from '../kling-elements.ts';
import type { Submission } from '../provider.ts';

/** A submission as fal's models for editing video take it. Unnamed fields keep their defaults. */
export interface FalInput {
  prompt: string;
  video_url: string;
  image_urls: readonly string[];
  keep_audio: boolean;
  elements?: readonly KlingElement[];
  shot_type?: string;
}

export function inputOf({ prompt, inputs, keepSound, shotType }: Submission): FalInput {
  return {
    prompt,
    video_url: inputs.videoUrl,
    image_urls: inputs.imageUrls,
    keep_audio: keepSound,
    ...klingElements(inputs),
    ...(shotType !== undefined && { shot_type: shotType }),
  };
}

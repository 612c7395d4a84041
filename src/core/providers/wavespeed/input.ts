import type { Submission } from '../provider.ts';

/** A submission as the API's models for editing video take it. Unnamed fields keep their defaults. */
export interface WaveSpeedInput {
  prompt: string;
  video: string;
  images: readonly string[];
  keep_original_sound: boolean;
}

export function inputOf({ prompt, inputs, keepSound }: Submission): WaveSpeedInput {
  return {
    prompt,
    video: inputs.videoUrl,
    images: inputs.imageUrls,
    keep_original_sound: keepSound,
  };
}

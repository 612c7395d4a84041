import type { Submission } from '../provider.ts';

/** A submission as the API's models for editing video take it, with the fields of the model's own entry. */
export type WaveSpeedInput = Readonly<Record<string, string | boolean | readonly string[]>> & {
  prompt: string;
  video: string;
};

/** Images and sound are stated where the model takes them; other fields keep their defaults. */
export function inputOf({ model, prompt, inputs, keepSound }: Submission): WaveSpeedInput {
  return {
    ...model.options,
    prompt,
    video: inputs.videoUrl,
    ...(model.takes.images > 0 && { images: inputs.imageUrls }),
    ...(model.takes.sound && { keep_original_sound: keepSound }),
  };
}

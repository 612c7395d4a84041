import { type KlingElement, klingElements } from '../kling-elements.ts';
import type { Model } from '../model.ts';
import type { Submission } from '../provider.ts';
import { wholeSeconds } from '../whole-seconds.ts';

/** A submission as Segmind's models for editing video take it, with the fields of the model's own entry: `mode`. */
export type SegmindInput = Readonly<
  Record<string, string | boolean | readonly string[] | readonly KlingElement[]>
> & {
  prompt: string;
  video_url: string;
  keep_audio: boolean;
};

/** The sound is always stated: the page of the model and its samples disagree about what is usual. */
export function inputOf(submission: Submission): SegmindInput {
  const { model, prompt, inputs, keepSound, clipMs, clipAspect, shotType } = submission;
  const { seconds, aspectRatios } = model.takes;
  return {
    ...model.options,
    ...(seconds && { duration: String(submission.seconds ?? durationOf(clipMs, seconds)) }),
    ...(aspectRatios && {
      aspect_ratio: submission.aspectRatio ?? nearestShape(clipAspect, aspectRatios),
    }),
    ...(shotType !== undefined && { shot_type: shotType }),
    prompt,
    video_url: inputs.videoUrl,
    ...(inputs.imageUrls.length > 0 && { image_urls: inputs.imageUrls }),
    ...klingElements(inputs),
    keep_audio: keepSound,
  };
}

function durationOf(clipMs: number, { min, max }: NonNullable<Model['takes']['seconds']>): number {
  return Math.min(Math.max(wholeSeconds(clipMs), min), max);
}

/** The one of `shapes`, such as `9:16`, that is least stretched or cropped to become `aspect`. */
function nearestShape(aspect: number, shapes: readonly string[]): string {
  const stretch = (shape: string) => {
    const [width = 1, height = 1] = shape.split(':').map(Number);
    return Math.abs(Math.log(width / height / aspect));
  };
  return shapes.reduce((best, shape) => (stretch(shape) < stretch(best) ? shape : best));
}

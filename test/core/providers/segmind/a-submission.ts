import { Catalogue } from '../../../../src/core/providers/catalogue.ts';
import type { Model } from '../../../../src/core/providers/model.ts';
import type { Submission } from '../../../../src/core/providers/provider.ts';

export function modelNamed(name: string): Model {
  const model = new Catalogue(['segmind']).named(name);
  if (!model) throw new Error(`The catalogue has no ${name} at Segmind`);
  return model;
}

export const VIDEO = 'https://storage.segmind.com/assets/7f3a/clip.mp4?signature=abc';

export function aSubmission(change: Partial<Submission> = {}): Submission {
  return {
    model: modelNamed('kling-o3-pro'),
    prompt: 'change the beer to a cola',
    inputs: { videoUrl: VIDEO, imageUrls: [] },
    keepSound: true,
    clipMs: 8_000,
    clipAspect: 16 / 9,
    ...change,
  };
}

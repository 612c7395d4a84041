import { Catalogue } from '../../../../src/core/providers/catalogue.ts';
import type { Model } from '../../../../src/core/providers/model.ts';
import type { Submission } from '../../../../src/core/providers/provider.ts';

export function falModel(name: 'kling-o3-pro' | 'kling-o3-std'): Model {
  const model = new Catalogue(['fal']).named(name);
  if (!model) throw new Error(`The catalogue lacks ${name}`);
  return model;
}

export const VIDEO = 'https://v3b.fal.media/files/b/7f3a/clip.mp4?signature=abc';

export function aSubmission(change: Partial<Submission> = {}): Submission {
  return {
    model: falModel('kling-o3-pro'),
    prompt: 'change the beer to a cola',
    inputs: { videoUrl: VIDEO, imageUrls: [] },
    keepSound: true,
    clipMs: 8_000,
    clipAspect: 16 / 9,
    ...change,
  };
}

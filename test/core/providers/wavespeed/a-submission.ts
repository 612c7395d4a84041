import { Catalogue } from '../../../../src/core/providers/catalogue.ts';
import type { Model } from '../../../../src/core/providers/model.ts';
import type { Submission } from '../../../../src/core/providers/provider.ts';

function pro(): Model {
  const model = new Catalogue(['wavespeed']).named('kling-o3-pro');
  if (!model) throw new Error('The catalogue lacks Kling O3 Pro');
  return model;
}

export const VIDEO = 'https://cdn.example/media/7f3a/clip.mp4?signature=abc';

export function aSubmission(change: Partial<Submission> = {}): Submission {
  return {
    model: pro(),
    prompt: 'change the beer to a cola',
    inputs: { videoUrl: VIDEO, imageUrls: [] },
    keepSound: true,
    clipMs: 8_000,
    clipAspect: 16 / 9,
    ...change,
  };
}

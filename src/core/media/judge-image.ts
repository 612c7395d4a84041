import type { Reason } from '../edit/reason.ts';
import type { Model } from '../providers/model.ts';

/** Why a model would not take an image of this size, as it is displayed; null when it would. */
export function judgeImage(
  image: { name: string; width: number; height: number; bytes: number },
  limits: Model['limits']['image'],
): Reason | null {
  const { name, width, height, bytes } = image;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (bytes > limits.maxBytes) return { code: 'image_unusable', name, why: 'too_big' };
  if (short < limits.minSide) return { code: 'image_unusable', name, why: 'too_small' };
  if (long > short * limits.maxAspect) return { code: 'image_unusable', name, why: 'shape' };
  return null;
}

import type { EditInput } from './edit-input.ts';

export const SOLD_MODEL = 'kling-o3-video2video-edit';

/** Micro-dollars per second of the asked length: the ends of the page's $0.945–$6.30 are 3 s of std and 15 s of pro. */
const PER_SECOND: Readonly<Record<EditInput['mode'], number>> = { std: 315_000, pro: 420_000 };

/** What a request costs: known from its fields alone, whatever the clip. */
export function priceOf({ mode, duration }: Pick<EditInput, 'mode' | 'duration'>): number {
  return PER_SECOND[mode] * Number(duration);
}

/** An endpoint the stand-in sells; it bills the seconds of the take. */
export interface SoldModel {
  id: string;
  /** Micro-dollars. */
  perSecondMicros: number;
}

/** Kling O3 edit: pro as fal's page prices it, standard as it follows from what resellers ask. */
export const SOLD_MODELS: readonly SoldModel[] = [
  { id: 'fal-ai/kling-video/o3/pro/video-to-video/edit', perSecondMicros: 336_000 },
  { id: 'fal-ai/kling-video/o3/standard/video-to-video/edit', perSecondMicros: 252_000 },
];

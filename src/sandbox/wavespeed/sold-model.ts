import { z } from 'zod';
import { EditInput, Kling4Input, LucyInput } from './edit-input.ts';

/** A model the stand-in sells, and how it bills: the clip's seconds, kept within `billedSeconds`, times the rate. */
export interface SoldModel {
  id: string;
  name: string;
  /** Micro-dollars per second of video. */
  perSecondMicros: number;
  billedSeconds: { min: number; max: number };
  /** What is quoted when the clip cannot be read: the service falls back to a base price without a word. */
  basePriceMicros: number;
  /** The result is billed as well as the clip. */
  countsResult?: true;
  /** What it takes, where that is not what the Kling O3 edits take. */
  input?: z.ZodType<EditInput>;
}

/**
 * Kling O3 edit as WaveSpeedAI's page prices it: $1.80 per 5 s, billed 3–10 s. Standard at the rate of its O1 page, Kling
 * 4.0 at that of fal.
 */
export const SOLD_MODELS: readonly SoldModel[] = [
  {
    id: 'kwaivgi/kling-video-o3-pro/video-edit',
    name: 'Kling Video O3 Pro Video Edit',
    perSecondMicros: 360_000,
    billedSeconds: { min: 3, max: 10 },
    basePriceMicros: 1_800_000,
  },
  {
    id: 'kwaivgi/kling-video-o3-std/video-edit',
    name: 'Kling Video O3 Std Video Edit',
    perSecondMicros: 126_000,
    billedSeconds: { min: 3, max: 10 },
    basePriceMicros: 630_000,
  },
  {
    id: 'kwaivgi/kling-v4.0/video-edit',
    name: 'Kling V4.0 Video Edit',
    perSecondMicros: 141_000,
    billedSeconds: { min: 6, max: 60 },
    basePriceMicros: 1_410_000,
    countsResult: true,
    input: Kling4Input,
  },
  {
    id: 'decart/lucy-edit-dev',
    name: 'Lucy Edit Dev',
    perSecondMicros: 30_000,
    billedSeconds: { min: 1, max: 120 },
    basePriceMicros: 150_000,
    input: LucyInput,
  },
];

/** Micro-dollars for a clip of `durationSeconds`; the base price when the duration is unknown. */
export function priceOf(model: SoldModel, durationSeconds: number | undefined): number {
  if (durationSeconds === undefined) return model.basePriceMicros;
  const { min, max } = model.billedSeconds;
  const counted = durationSeconds * (model.countsResult ? 2 : 1);
  return Math.round(Math.min(Math.max(counted, min), max) * model.perSecondMicros);
}

/** The most that one edit can cost. */
export function highestPrice({ billedSeconds, perSecondMicros, basePriceMicros }: SoldModel): number {
  return Math.max(basePriceMicros, billedSeconds.max * perSecondMicros);
}

/** The row of a model in `GET /api/v3/models`, its input schema included. */
export function listedModel(model: SoldModel): object {
  const { min, max } = model.billedSeconds;
  const schema = z.toJSONSchema(model.input ?? EditInput, { target: 'draft-7', io: 'input' });
  return {
    model_id: model.id,
    name: model.name,
    type: 'video-to-video',
    base_price: model.basePriceMicros / 1e6,
    formula: `{"total_price": $max([${min}, $min([get_duration_v3(video), ${max}])]) / 5 * base_price}`,
    api_schema: {
      api_schemas: [
        { type: 'model_run', method: 'POST', api_path: `/api/v3/${model.id}`, request_schema: schema },
      ],
    },
  };
}

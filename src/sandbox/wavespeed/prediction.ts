import { randomBytes } from 'node:crypto';
import type { EditInput } from './edit-input.ts';
import type { Switches } from './switches.ts';

/** `created` waits for a place; the last five never change again. */
type PredictionStatus =
  | 'created'
  | 'processing'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'timeout'
  | 'deleted';

/** One task of the stand-in. Replaced, never changed. */
export interface Prediction {
  /** 32 lower-case hex digits. */
  readonly id: string;
  /** The id of the model. */
  readonly model: string;
  readonly input: EditInput;
  readonly webhook: string | undefined;
  /** What it costs; until it is over, the most it can cost. */
  readonly priceMicros: number;
  readonly status: PredictionStatus;
  readonly outputs: readonly string[];
  readonly hasNsfwContents: readonly boolean[] | null;
  /** 0, or why it failed: 1200 moderation, 1401 parameter, 1402 media access, 1403 execution, 5000 internal … */
  readonly code: number;
  readonly error: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

type Submitted = Pick<Prediction, 'model' | 'input' | 'webhook' | 'priceMicros'>;

export function newPrediction(submitted: Submitted): Prediction {
  return {
    ...submitted,
    id: randomBytes(16).toString('hex'),
    status: 'created',
    outputs: [],
    hasNsfwContents: [],
    code: 0,
    error: '',
    createdAt: Date.now(),
    startedAt: undefined,
    endedAt: undefined,
  };
}

export function isOver({ status }: Prediction): boolean {
  return status !== 'created' && status !== 'processing';
}

/** The prediction object of submissions, results and webhooks. */
export function onTheWire(prediction: Prediction, url: string, { outputsAs }: Pick<Switches, 'outputsAs'>) {
  const { id, model, status, error, code, startedAt, endedAt } = prediction;
  const ranMs = startedAt !== undefined && endedAt !== undefined ? endedAt - startedAt : 0;
  return {
    id,
    model,
    outputs:
      outputsAs === 'objects' ? prediction.outputs.map((output) => ({ url: output })) : prediction.outputs,
    urls: { get: `${url}/api/v3/predictions/${id}/result` },
    has_nsfw_contents: prediction.hasNsfwContents,
    status,
    created_at: new Date(prediction.createdAt).toISOString(),
    code,
    error,
    executionTime: ranMs,
    timings: { inference: ranMs },
  };
}

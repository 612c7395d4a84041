import { randomUUID } from 'node:crypto';
import type { EditInput } from './edit-input.ts';
import type { ModelError, RequestError } from './ending.ts';

/** `IN_QUEUE` waits for a place; `COMPLETED` never changes again, and may mean that it failed. */
type QueueStatus = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED';

/** One request of the stand-in's queue. Replaced, never changed. */
export interface Prediction {
  /** A UUID. */
  readonly id: string;
  /** The endpoint, with the path behind its app. */
  readonly model: string;
  /** What was sent, where that is what the endpoint takes; else it fails as soon as it is started, not before. */
  readonly input: EditInput | ModelError;
  readonly webhook: string | undefined;
  readonly status: QueueStatus;
  readonly failure: ModelError | RequestError | null;
  /** 0 until it is edited. */
  readonly priceMicros: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

export function newPrediction(submitted: Pick<Prediction, 'model' | 'input' | 'webhook'>): Prediction {
  return {
    ...submitted,
    id: randomUUID(),
    status: 'IN_QUEUE',
    failure: null,
    priceMicros: 0,
    createdAt: Date.now(),
    startedAt: undefined,
    endedAt: undefined,
  };
}

export function isOver({ status }: Prediction): boolean {
  return status === 'COMPLETED';
}

/** The path of a request on the queue: the endpoint's owner and app, without the path behind them. */
export function pathOf({ model, id }: Pick<Prediction, 'model' | 'id'>): string {
  return `${model.split('/').slice(0, 2).join('/')}/requests/${id}`;
}

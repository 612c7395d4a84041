import { randomUUID } from 'node:crypto';
import type { EditInput } from './edit-input.ts';

/** `QUEUED` waits for a place; the last two never change again. */
type RequestStatus = 'QUEUED' | 'PROCESSING' | 'COMPLETED' | 'FAILED';

/** One request of the stand-in. Replaced, never changed. */
export interface Prediction {
  /** A UUID. */
  readonly id: string;
  readonly model: string;
  readonly input: EditInput;
  readonly priceMicros: number;
  readonly status: RequestStatus;
  /** Why it failed; empty until then. */
  readonly error: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

export function newPrediction(submitted: Pick<Prediction, 'model' | 'input' | 'priceMicros'>): Prediction {
  return {
    ...submitted,
    id: randomUUID(),
    status: 'QUEUED',
    error: '',
    createdAt: Date.now(),
    startedAt: undefined,
    endedAt: undefined,
  };
}

export function isOver({ status }: Prediction): boolean {
  return status === 'COMPLETED' || status === 'FAILED';
}

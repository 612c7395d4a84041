import type { PredictionStatus } from '../provider.ts';
import { QueueStatus, VideoOutput } from './answers.ts';
import { type FalApi, understood } from './api.ts';
import { errorOf, failureOf, nonsense } from './errors.ts';
import { pathOnQueue } from './prediction-id.ts';
import type { Reply } from './reply.ts';

const PURPOSE = 'tell how an edit is going';

/** Errors of a run, which reading its result cannot have; others may be trouble of the reading itself. */
const OF_A_RUN = /^(runner_\w+|(request|startup)_timeout|client_(disconnected|cancelled))$/;

/** Asks for the status and, once that is COMPLETED, for the result, which is where the reasons of failures stand. */
export async function readPrediction(
  api: FalApi,
  predictionId: string,
  signal: AbortSignal,
): Promise<PredictionStatus> {
  const url = `${api.queue}/${predictionId}/status`;
  const reply = await api.ask({ method: 'GET', url, purpose: PURPOSE }, signal);
  if (reply.status === 404) return { kind: 'unknown' };
  const status = understood(reply, QueueStatus, PURPOSE);
  // A status that is not known may be a new one on the way: nothing ends by it.
  if (status.status !== 'COMPLETED') return { kind: 'working' };
  return endingOf(status, await readResult(api, predictionId, status, signal));
}

/** At the address that fal names, if it is one of this prediction on the queue; else, or if that is no good, at the usual one. */
async function readResult(
  api: FalApi,
  predictionId: string,
  { response_url: told }: QueueStatus,
  signal: AbortSignal,
): Promise<Reply> {
  const named = told ? pathOnQueue(told, api.queue) : null;
  const request = predictionId.slice(predictionId.lastIndexOf('/'));
  const first = named?.includes(`/requests${request}`) ? named : predictionId;
  const look = (path: string) =>
    api.ask({ method: 'GET', url: `${api.queue}/${path}`, purpose: PURPOSE }, signal);
  const reply = await look(first);
  const isWrong = [404, 405, 410, 413].includes(reply.status) && reply.complaints.length === 0;
  return isWrong && first !== predictionId ? await look(predictionId) : reply;
}

/**
 * What a finished run came to. A take that is there counts, whatever else is said; a failure only where it is told of
 * the run: all other trouble is with the reading, and may be over the next time.
 */
function endingOf({ error, error_type: told }: QueueStatus, result: Reply): PredictionStatus {
  const { status, complaints } = result;
  const succeeded = status >= 200 && status < 300;
  const output = succeeded ? VideoOutput.safeParse(result.json).data : undefined;
  if (output) return { kind: 'completed', outputs: [output.video.url], sensitive: false };
  const errorType = told ?? result.errorType;
  const hasFailed = error || told || complaints.length > 0 || OF_A_RUN.test(errorType ?? '');
  if (hasFailed) return { kind: 'failed', reason: failureOf({ ...result, errorType }) };
  if (status === 404 || status === 410) return { kind: 'unknown' };
  throw succeeded ? nonsense(PURPOSE) : errorOf(result, PURPOSE);
}

import type { PredictionStatus } from '../provider.ts';
import { Progress, type Reply } from './answers.ts';
import { type SegmindApi, understood } from './api.ts';
import { failureOf } from './errors.ts';
import { outputsOf } from './outputs.ts';
import { addressOf } from './request-address.ts';

const PURPOSE = 'tell how an edit is going';
/** A request that failed is told of by this status, with the usual body. */
const FAILED_STATUS = 422;

/**
 * Looks at a request: how it goes, and once it is done what came of it, at another address. Segmind forgets a request an
 * hour after its submission; from then on it is unknown.
 */
export async function read(
  api: SegmindApi,
  predictionId: string,
  signal: AbortSignal,
): Promise<PredictionStatus> {
  const address = addressOf(predictionId);
  const look = await api.ask(address.status, PURPOSE, signal);
  if (look.status === 404) return { kind: 'unknown' };
  const { status, response_url: named } = progressOf(look);
  if (status !== 'COMPLETED') return unfinished(status, look);
  return await readResult(api, api.pathOf(named) ?? address.result, signal);
}

async function readResult(api: SegmindApi, path: string, signal: AbortSignal): Promise<PredictionStatus> {
  const reply = await api.ask(path, PURPOSE, signal);
  if (reply.status === 404) return { kind: 'unknown' };
  const { status } = progressOf(reply);
  if (status !== 'COMPLETED') return unfinished(status, reply);
  return { kind: 'completed', outputs: outputsOf(reply.json), sensitive: false };
}

/** A status that is not known may be a new one on the way: nothing ends by it. */
function unfinished(status: string, { message }: Reply): PredictionStatus {
  return status === 'FAILED' ? { kind: 'failed', reason: failureOf(message) } : { kind: 'working' };
}

function progressOf(reply: Reply): Progress {
  const told = reply.status === FAILED_STATUS ? Progress.safeParse(reply.json).data : undefined;
  return told?.status === 'FAILED' ? told : understood(reply, Progress, PURPOSE);
}

import type { Desk } from './desk.ts';
import type { Prediction } from './prediction.ts';
import type { OutputShape } from './switches.ts';

type Addresses = Pick<Desk, 'url' | 'switches'>;

/** What a submission is answered with. */
export function acceptedOnTheWire({ id }: Prediction, { url, switches }: Addresses): object {
  const origin = switches.namedOrigin ?? url;
  return {
    request_id: id,
    status: 'QUEUED',
    poll_url: `${origin}/v1/requests/${id}`,
    status_url: `${origin}/v2/requests/${id}/status`,
    response_url: `${origin}/v2/requests/${id}`,
  };
}

/** How a request is going, without its output. */
export function statusOnTheWire(prediction: Prediction, { url, switches }: Addresses): object {
  const { id, status, error, priceMicros, startedAt, endedAt } = prediction;
  const origin = switches.namedOrigin ?? url;
  const inferenceTime = ((endedAt ?? 0) - (startedAt ?? 0)) / 1_000;
  switch (status) {
    case 'QUEUED':
    case 'PROCESSING':
      return {
        status,
        request_id: id,
        status_url: `${origin}/v2/requests/${id}/status`,
        response_url: `${origin}/v2/requests/${id}`,
        metrics: {},
      };
    case 'COMPLETED':
      return { status, request_id: id, metrics: { inference_time: inferenceTime, cost: priceMicros / 1e6 } };
    case 'FAILED':
      return { status, error, request_id: id, metrics: { inference_time: inferenceTime } };
  }
}

/** The same with the output, once there is one. */
export function resultOnTheWire(prediction: Prediction, addresses: Addresses): object {
  const status = statusOnTheWire(prediction, addresses);
  if (prediction.status !== 'COMPLETED') return status;
  const output = `${addresses.url}/outputs/${prediction.id}.mp4`;
  return { ...status, error: null, ...outputFields(output, addresses.switches.outputAs) };
}

function outputFields(url: string, shape: OutputShape): object {
  const video = { url, content_type: 'video/mp4', file_name: 'output.mp4' };
  switch (shape) {
    case 'string':
      return { output: url };
    case 'url':
      return { output: { url } };
    case 'video_url':
      return { output: { video_url: url } };
    case 'video':
      return { output: { video } };
    case 'list':
      return { output: [{ url }] };
    case 'beside':
      return { video, output: url };
  }
}

import { fileForm } from '../http/file-form.ts';
import type { RawBody } from '../http/raw-body.ts';
import type { ProviderFile } from '../provider.ts';
import { type Reply, Uploaded } from './answers.ts';
import { type SegmindApi, understood } from './api.ts';
import { dataUrlForm } from './data-url-form.ts';

const PURPOSE = 'take the file';
/** How a server says that it does not take this form of a body. */
const OTHER_FORM = [400, 415, 422];

/**
 * Hands a file to Segmind Storage, streamed from disk: as a data address in JSON, as its documentation says
 * (https://docs.segmind.com/api-reference/segmind-storage), and where that is refused as a multipart form, as others
 * describe it. Every upload gets an address of its own.
 */
export async function upload(api: SegmindApi, file: ProviderFile, signal: AbortSignal): Promise<string> {
  const first = await send(api, dataUrlForm(file), signal);
  const reply = OTHER_FORM.includes(first.status) ? await send(api, fileForm(file), signal) : first;
  return understood(reply, Uploaded, PURPOSE).address;
}

async function send(api: SegmindApi, raw: RawBody, signal: AbortSignal): Promise<Reply> {
  try {
    return await api.upload(raw, PURPOSE, signal);
  } finally {
    raw.body.destroy();
  }
}

import { Readable } from 'node:stream';
import { fileForm } from '../http/file-form.ts';
import { fileParts } from '../http/file-parts.ts';
import type { ProviderFile } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { Ticket, Uploaded } from './answers.ts';
import { understood, type WaveSpeedApi } from './api.ts';

const PURPOSE = 'take the file';

/**
 * Uploads a file, streamed from disk. First by a ticket, as the current official clients do: the API names an address
 * for the bytes. Where it has no tickets, by the one-step form of its documentation. The API keeps uploads for seven
 * days, each at an address of its own.
 */
export async function upload(api: WaveSpeedApi, file: ProviderFile, signal: AbortSignal): Promise<string> {
  const json = { filename: file.name, size: file.bytes, content_type: file.contentType };
  const reply = await api.ask({ method: 'POST', path: '/media/uploads', json, purpose: PURPOSE }, signal);
  if (reply.status === 404 || reply.status === 405) return await uploadAsForm(api, file, signal);
  const { download_url: address, upload } = understood(reply, Ticket, PURPOSE);
  await putBytes(api, upload, file, signal);
  return address;
}

async function putBytes(
  api: WaveSpeedApi,
  { url, headers }: Ticket['upload'],
  file: ProviderFile,
  signal: AbortSignal,
): Promise<void> {
  const body = Readable.from(fileParts(file.path));
  try {
    // Exactly the ticket's headers; the length only says in advance what the bytes are going to be.
    const sized = { ...headers, 'content-length': String(file.bytes) };
    const { status, retryAfterMs } = await api.put(new URL(url), sized, body, PURPOSE, signal);
    if (status >= 200 && status < 300) return;
    const code = status === 413 ? 'bad_media' : status === 429 ? 'provider_busy' : 'provider_down';
    throw new ProviderError(code, `WaveSpeed's file store answered ${status} to an upload`, {
      status,
      retryAfterMs,
      // A ticket that has expired is refused; the next try brings a new one.
      retryable: code !== 'bad_media',
    });
  } finally {
    body.destroy();
  }
}

async function uploadAsForm(api: WaveSpeedApi, file: ProviderFile, signal: AbortSignal): Promise<string> {
  const question = { method: 'POST', path: '/media/upload/binary', purpose: PURPOSE } as const;
  const raw = fileForm(file);
  try {
    return (await api.get({ ...question, raw }, Uploaded, signal)).download_url;
  } finally {
    raw.body.destroy();
  }
}

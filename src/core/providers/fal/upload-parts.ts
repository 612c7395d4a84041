import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileParts, type Span } from '../http/file-parts.ts';
import type { ProviderFile } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { PartTaken } from './answers.ts';
import { type FalApi, understood } from './api.ts';
import { checkStored, PURPOSE } from './file-store.ts';

const PART_BYTES = 10 * 1_024 * 1_024;
const TRIES = 3;
/** A longer wait is left to whoever wants the file uploaded. */
const LONGEST_PAUSE_MS = 10_000;

/** Puts a large file to the address of its upload, part by part, and says when all of them are there. */
export async function uploadInParts(
  api: FalApi,
  to: URL,
  file: ProviderFile,
  signal: AbortSignal,
): Promise<void> {
  const parts: { partNumber: number; etag: string }[] = [];
  for (let start = 0; start < file.bytes; start += PART_BYTES) {
    const partNumber = parts.length + 1;
    const span = { start, length: Math.min(PART_BYTES, file.bytes - start) };
    const etag = await sendPart(api, below(to, String(partNumber)), file.path, span, signal);
    parts.push({ partNumber, etag });
  }
  const headers = { 'content-type': 'application/json' };
  const content = { body: JSON.stringify({ parts }), headers };
  const request = { method: 'POST', url: below(to, 'complete'), content, purpose: PURPOSE } as const;
  checkStored(await api.transfer(request, signal));
}

/** The same bytes at the same address: sending a part again costs nothing but time. */
async function sendPart(
  api: FalApi,
  url: URL,
  path: string,
  span: Span,
  signal: AbortSignal,
): Promise<string> {
  for (let tried = 1; ; tried += 1) {
    const body = Readable.from(fileParts(path, span));
    const content = { body, headers: { 'content-length': String(span.length) } };
    try {
      const reply = await api.transfer({ method: 'PUT', url, content, purpose: PURPOSE }, signal);
      checkStored(reply);
      return understood(reply, PartTaken, PURPOSE).etag;
    } catch (error) {
      if (!(error instanceof ProviderError) || !error.retryable || tried === TRIES) throw error;
      const pauseMs = Math.max(error.retryAfterMs ?? 0, tried * api.limits.partPause);
      if (pauseMs > LONGEST_PAUSE_MS) throw error;
      await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    } finally {
      body.destroy();
    }
  }
}

/** `…/upload?token=x` becomes `…/upload/1?token=x`. */
function below(url: URL, name: string): URL {
  return new URL(`${url.origin}${url.pathname}/${name}${url.search}`);
}

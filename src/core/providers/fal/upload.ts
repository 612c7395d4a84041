import { Readable } from 'node:stream';
import { fileParts } from '../http/file-parts.ts';
import type { ProviderFile } from '../provider.ts';
import { UploadStarted } from './answers.ts';
import { type FalApi, understood } from './api.ts';
import { checkStored, PURPOSE } from './file-store.ts';
import { uploadInParts } from './upload-parts.ts';

/** Larger files go up in parts, as fal's own clients do it (@fal-ai/client 1.10.1, storage.js). */
const LARGEST_WHOLE = 90 * 1_024 * 1_024;

/**
 * Uploads a file, streamed from disk: fal names an address for the bytes and the one they can be read at afterwards, by
 * anybody who knows it. Every upload gets addresses of its own.
 */
export async function upload(api: FalApi, file: ProviderFile, signal: AbortSignal): Promise<string> {
  const isLarge = file.bytes > LARGEST_WHOLE;
  const path = `/storage/upload/${isLarge ? 'initiate-multipart' : 'initiate'}?storage_type=fal-cdn-v3`;
  const json = { content_type: file.contentType, file_name: file.name };
  const reply = await api.ask({ method: 'POST', url: api.rest + path, json, purpose: PURPOSE }, signal);
  const { upload_url: to, file_url: address } = understood(reply, UploadStarted, PURPOSE);
  await (isLarge ? uploadInParts : uploadWhole)(api, new URL(to), file, signal);
  return address;
}

async function uploadWhole(api: FalApi, url: URL, file: ProviderFile, signal: AbortSignal): Promise<void> {
  const body = Readable.from(fileParts(file.path));
  // The length only says in advance what the bytes are going to be.
  const headers = { 'content-type': file.contentType, 'content-length': String(file.bytes) };
  const content = { body, headers };
  try {
    checkStored(await api.transfer({ method: 'PUT', url, content, purpose: PURPOSE }, signal));
  } finally {
    body.destroy();
  }
}

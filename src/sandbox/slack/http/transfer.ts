import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { botSees } from '../visibility.ts';
import type { Workspace } from '../workspace.ts';
import { firstFilePart } from './multipart.ts';
import { htmlReply, type Reply } from './reply.ts';

/** Takes the bytes of an announced file, raw or as a multipart form, straight to disk. */
export async function receiveUpload(request: IncomingMessage, fileId: string, at: Workspace): Promise<Reply> {
  const file = at.files.get(fileId);
  if (file?.state !== 'announced') return htmlReply(404, 'This upload is not expected.');
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(
    request.headers['content-type'] ?? '',
  )?.[1];
  const bytes =
    boundary === undefined ? request : firstFilePart(request.iterator({ destroyOnReturn: false }), boundary);
  const disk = createWriteStream(file.path);
  try {
    await pipeline(bytes, disk);
    // What follows the file in a form; unread, it would block the connection.
    request.resume();
  } catch {
    await rm(file.path, { force: true });
    return htmlReply(400, 'The upload ended early.');
  }
  // Stricter than what is known of Slack: a clip cut short must not pass for a whole one.
  if (disk.bytesWritten !== file.size) {
    await rm(file.path, { force: true });
    return htmlReply(400, `Expected ${file.size} bytes, got ${disk.bytesWritten}.`);
  }
  at.files.change(file.id, { state: 'uploaded' });
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: `OK - ${file.size}` };
}

/**
 * Sends the bytes of a file to the bot. Without a valid token the answer is what the real Slack sends: a login page,
 * with status 200.
 */
export function sendDownload(
  token: string | undefined,
  botToken: string,
  fileId: string,
  at: Workspace,
): Reply {
  if (token !== botToken) return htmlReply(200, loginPage);
  const file = at.files.get(fileId);
  if (file?.state !== 'complete' || !botSees(file, at))
    return htmlReply(404, '<!DOCTYPE html><title>Not found</title>');
  return {
    status: 200,
    headers: {
      'content-type': file.mimetype,
      'content-length': String(file.size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    },
    body: createReadStream(file.path),
  };
}

const loginPage = `<!DOCTYPE html>
<html lang="en"><head><title>Sign in | Slack</title></head><body><h1>Sign in to your workspace</h1></body></html>`;

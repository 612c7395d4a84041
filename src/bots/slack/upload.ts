import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { request } from 'undici';
import { z } from 'zod';
import { failpoint } from '#failpoint';
import type { ShownFile } from '../../core/views/message.ts';
import { ScreenError } from '../../core/views/screen.ts';
import { asked, refusalOf } from './slack-refusal.ts';

type FileToShow = Omit<ShownFile, 'spoiler'>;

const SEND_MS = 10 * 60_000;
/** How long Slack may be silent while it takes the bytes in. */
const SILENCE_MS = 60_000;
const SHOWN_MS = 30_000;
const FIRST_LOOK_MS = 150;
const LONGEST_GAP_MS = 2_000;
/** docs.slack.dev/reference/methods/files.getUploadURLExternal answers `alt_txt_too_large` above this. */
const ALT_TEXT = 1_000;

/**
 * Puts files into a thread, or into the channel, as one message, by Slack's three steps, streamed from disk: the client's own filesUploadV2 holds whole
 * files in memory several times over, and sends the bot token to the upload address.
 * Resolves once they are shown, or half a minute after Slack took them.
 * @throws ScreenError
 */
export async function showFiles(
  web: WebClient,
  place: { channel: string; thread: string | null },
  files: readonly FileToShow[],
): Promise<void> {
  const uploaded: Uploaded[] = [];
  for (const file of files) {
    const ticket = await asked('files.getUploadURLExternal', announce(web, file));
    failpoint('file.before');
    await sendBytes(ticket.upload_url, file);
    failpoint('file.after');
    uploaded.push({ id: ticket.file_id, title: file.name });
  }
  await complete(web, place, uploaded);
  const [first] = uploaded;
  if (first) await untilShown(web, first.id, place.channel);
}

/** As completing an upload names it. */
interface Uploaded {
  id: string;
  title: string;
}

const uploadTicket = z.object({ upload_url: z.url(), file_id: z.string() });

async function announce(web: WebClient, { name, bytes, altText }: FileToShow) {
  // The client's typed method calls the argument alt_text; Slack reads alt_txt.
  const ticket = await web.apiCall('files.getUploadURLExternal', {
    filename: name,
    length: bytes,
    ...(altText === '' ? {} : { alt_txt: altText.slice(0, ALT_TEXT) }),
  });
  return uploadTicket.parse(ticket);
}

async function sendBytes(url: string, { path, bytes }: FileToShow): Promise<void> {
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(bytes) },
      body: createReadStream(path),
      headersTimeout: SILENCE_MS,
      bodyTimeout: SILENCE_MS,
      signal: AbortSignal.timeout(SEND_MS),
    });
    await body.dump();
    if (statusCode !== 200) throw notTaken(statusCode);
  } catch (cause) {
    if (cause instanceof ScreenError) throw cause;
    throw new ScreenError('unreachable', 'The upload to Slack broke off', { cause });
  }
}

async function complete(
  web: WebClient,
  { channel, thread }: { channel: string; thread: string | null },
  [first, ...others]: readonly Uploaded[],
): Promise<void> {
  if (!first) return;
  const call = web.files.completeUploadExternal({
    files: [first, ...others],
    channel_id: channel,
    ...(thread === null ? {} : { thread_ts: thread }),
  });
  await asked('files.completeUploadExternal', call).catch((error: unknown) => {
    if (refusalOf(error) !== 'file_not_found') throw error;
    throw new ScreenError('unreachable', 'Slack does not know the upload any more', { cause: error });
  });
}

function notTaken(status: number): ScreenError {
  const code = status === 413 ? 'too_big' : status === 429 || status >= 500 ? 'unreachable' : 'refused';
  return new ScreenError(code, `Slack answered the upload with HTTP ${status}`);
}

const shares = z.object({
  public: z.record(z.string(), z.unknown()).nullish(),
  private: z.record(z.string(), z.unknown()).nullish(),
});

/** Slack shares a file some time after it said that the upload is complete. */
async function untilShown(web: WebClient, file: string, channel: string): Promise<void> {
  const deadline = performance.now() + SHOWN_MS;
  for (let gap = FIRST_LOOK_MS; performance.now() < deadline; gap = Math.min(gap * 2, LONGEST_GAP_MS)) {
    await pause(gap);
    const known = await web.files.info({ file }).catch(() => null);
    const { data } = shares.safeParse(known?.file?.shares);
    if (data?.public?.[channel] || data?.private?.[channel]) return;
  }
}

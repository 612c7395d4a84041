import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { Clock } from './core/clock.ts';
import type { Take } from './core/edit/edit.ts';
import { readToken } from './core/handout/link-token.ts';
import type { Workspace } from './core/media/workspace.ts';
import type { Store } from './core/store/store.ts';

interface Parts {
  secret: string;
  store: Pick<Store, 'read'>;
  workspace: Workspace;
  clock: Clock;
}

const TYPES: Record<Take['facts']['container'], string> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
};
const HEADERS = {
  'accept-ranges': 'bytes',
  'cache-control': 'private, max-age=3600',
  'content-security-policy': "default-src 'none'; media-src 'self'; sandbox",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};
const GONE = 'This take is not kept any more.';
const ENDED = 'This link has ended. Ask whoever runs Recut for the take.';

/**
 * `GET /takes/<token>/<name>`: a whole take, or a range of it, for whoever has its signed link. Nothing but the token
 * says which file that is, and nothing is listed.
 */
export function takePages({ secret, store, workspace, clock }: Parts): Hono {
  const app = new Hono();
  app.get('/takes/:token/:name', async (context) => {
    const token = readToken(secret, context.req.param('token'));
    if (!token) return context.text('There is nothing here.', 404);
    if (clock.now() >= token.until) return context.text(ENDED, 410);
    const edit = await store.read(token.edit);
    if (!edit || !('take' in edit) || edit.withheld === 'sensitive') return context.text(GONE, 404);
    const { take } = edit;
    const path = workspace.pathFor(edit.id, take.file);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return context.text(GONE, 404);
    const headers = {
      ...HEADERS,
      'content-type': TYPES[take.facts.container],
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(take.name)}`,
      etag: `"${take.facts.sha256}"`,
    };
    const range = rangeOf(context.req.header('range'), found.size);
    if (range === 'none') {
      return context.body(null, 416, { ...headers, 'content-range': `bytes */${found.size}` });
    }
    const { from, to } = range ?? { from: 0, to: found.size - 1 };
    const length = { 'content-length': String(to - from + 1) };
    const part = range ? { 'content-range': `bytes ${from}-${to}/${found.size}` } : {};
    const all = { ...headers, ...length, ...part };
    if (context.req.method === 'HEAD') return context.body(null, range ? 206 : 200, all);
    const bytes = Readable.toWeb(createReadStream(path, { start: from, end: to }));
    return context.body(bytes as ReadableStream, range ? 206 : 200, all);
  });
  return app;
}

/** The bytes that a request asks for (RFC 9110, 14.2): null for all of them, also when it asks in a way we do not know. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | 'none' | null {
  const { first = '', last = '' } = /^bytes=(?<first>\d*)-(?<last>\d*)$/.exec(header ?? '')?.groups ?? {};
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from <= to && from < size ? { from, to } : 'none';
}

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { Clock, Millis } from './core/clock.ts';
import type { EditId, Take } from './core/edit/edit.ts';
import type { Bucket } from './core/handout/bucket.ts';
import { readToken } from './core/handout/link-token.ts';
import type { Workspace } from './core/media/workspace.ts';
import type { Store } from './core/store/store.ts';

interface Parts {
  secret: string;
  store: Pick<Store, 'read'>;
  workspace: Workspace;
  bucket: Pick<Bucket, 'address'> | null;
  clock: Clock;
}

/** How long what a link leads to may be opened: a player asks for further ranges of it while somebody watches. */
const LED_FOR_MS = 60 * 60_000;

interface Handed {
  edit: EditId;
  take: Take;
  until: Millis;
}

interface Refused {
  says: string;
  status: 404 | 410;
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
 * says which file that is, and nothing is listed. `GET /takes/bucket/<token>/<name>` leads to one that lies in a bucket,
 * by an address that is signed anew each time, because those of a bucket do not last as long as takes are kept.
 */
export function takePages({ secret, store, workspace, bucket, clock }: Parts): Hono {
  const app = new Hono();
  /** The take that a token hands out now, or what to say in its place. */
  const handedOut = async (text: string): Promise<Handed | Refused> => {
    const token = readToken(secret, text);
    if (!token) return { says: 'There is nothing here.', status: 404 };
    if (clock.now() >= token.until) return { says: ENDED, status: 410 };
    const edit = await store.read(token.edit);
    if (!edit || !('take' in edit) || edit.withheld === 'sensitive') return { says: GONE, status: 404 };
    return { edit: edit.id, take: edit.take, until: token.until };
  };
  app.get('/takes/bucket/:token/:name', async (context) => {
    const handed = await handedOut(context.req.param('token'));
    if ('says' in handed) return context.text(handed.says, handed.status);
    if (!bucket) return context.text(GONE, 404);
    const { edit, take, until } = handed;
    const method = context.req.method === 'HEAD' ? 'HEAD' : 'GET';
    const lasts = Math.min(LED_FOR_MS, until - clock.now());
    const { url } = bucket.address({ edit, name: take.name }, lasts, method);
    const { 'referrer-policy': referrer, 'x-robots-tag': robots } = HEADERS;
    return context.body(null, 302, {
      location: url,
      'cache-control': 'no-store',
      'referrer-policy': referrer,
      'x-robots-tag': robots,
    });
  });
  app.get('/takes/:token/:name', async (context) => {
    const handed = await handedOut(context.req.param('token'));
    if ('says' in handed) return context.text(handed.says, handed.status);
    const { edit, take } = handed;
    const path = workspace.pathFor(edit, take.file);
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

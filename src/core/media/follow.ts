import type { Dispatcher } from 'undici';
import { request } from 'undici';
import { DownloadError } from './download-error.ts';
import { mayHaveToken } from './token-hosts.ts';
import type { TrustedHosts } from './trusted-hosts.ts';

export const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What to ask for, and who may see the token that goes with it. */
export interface Errand {
  url: string;
  /** Sent only to hosts of `tokenHosts` (exact names, or `.suffix`), over https unless the host is a trusted one. */
  headers?: Readonly<Record<string, string>>;
  tokenHosts?: readonly string[];
}

/**
 * Asks for a file and follows redirects by hand, at most five, so that every hop is held to the rules: http or
 * https only, no user names in addresses, and headers only where they may go. Once a hop may not have them, no
 * later one gets them.
 * Rejects with a DownloadError for a link that breaks the rules, and with undici's own errors otherwise.
 */
export async function follow(
  errand: Errand,
  trusted: TrustedHosts,
  options: { dispatcher: Dispatcher; signal: AbortSignal },
): Promise<Dispatcher.ResponseData> {
  let url = parseLink(errand.url);
  let headers = errand.headers ?? {};
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (!mayHaveToken(url, errand.tokenHosts ?? [], trusted)) headers = {};
    const response = await request(url, {
      ...options,
      method: 'GET',
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Recut', ...headers },
    });
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode) || typeof location !== 'string') return response;
    response.body.on('error', () => undefined).destroy();
    url = parseLink(location, url);
  }
  throw new DownloadError('bad_link', `more than ${MAX_REDIRECTS} redirects`);
}

/** A URL error names the whole address, so it is not handed on as the cause. */
function parseLink(link: string, base?: URL): URL {
  const url = URL.parse(link, base?.href);
  if (!url) throw new DownloadError('bad_link', 'not an address');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new DownloadError('bad_link', `${url.protocol} addresses are not downloaded`);
  }
  if (url.username || url.password) throw new DownloadError('bad_link', 'the address holds a user name');
  return url;
}

import { createMiddleware } from 'hono/factory';

/** Nothing on the page comes from elsewhere, and nobody else may frame it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a browser and nobody else says about a request. */
interface Sender {
  readonly method: string;
  readonly host: string;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, `Sec-Fetch-Dest` */
  readonly site: string | undefined;
  readonly destination: string | undefined;
}

/**
 * Lets only the page itself in. A foreign page in the same browser can send requests to loopback: it is known by its
 * `Origin`, or by the browser's word for it; one whose name was pointed at loopback after it was loaded (DNS
 * rebinding) is known by its `Host`.
 */
export function ownPageOnly(port: number) {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return createMiddleware(async (c, next) => {
    const { req } = c;
    const sender = {
      method: req.method,
      host: req.header('host') ?? '',
      origin: req.header('origin'),
      site: req.header('sec-fetch-site'),
      destination: req.header('sec-fetch-dest'),
    };
    if (!hosts.has(sender.host) || !isOwnPage(sender)) {
      c.res = c.text('Only the sandbox page itself may ask this.', 403);
    } else await next();
    c.header('content-security-policy', POLICY);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('cross-origin-resource-policy', 'same-origin');
  });
}

function isOwnPage({ method, host, origin, site, destination }: Sender): boolean {
  if (origin !== undefined) return origin === `http://${host}`;
  if (method !== 'GET' && method !== 'HEAD') return false;
  // A link from elsewhere may lead here: it shows the page and does nothing.
  return site === undefined || site === 'same-origin' || site === 'none' || destination === 'document';
}

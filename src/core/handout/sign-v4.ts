/** Signature Version 4 as S3 and its kin take it (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html). */
import { createHash, createHmac } from 'node:crypto';
import type { Millis } from '../clock.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Such as `eu-central-1`; `auto` for some. */
  region: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';

type Headers = Readonly<Record<string, string>>;

/** The headers to send with a request, signed; `payloadSha256` is that of its body, in hex. */
export function signHeaders(
  request: { method: string; url: URL; headers: Headers; payloadSha256: string },
  credentials: Credentials,
  at: Millis,
): Record<string, string> {
  const { method, url, payloadSha256 } = request;
  const headers: Record<string, string> = {
    ...request.headers,
    host: url.host,
    'x-amz-content-sha256': payloadSha256,
    'x-amz-date': timestamp(at),
  };
  const scope = scopeOf(credentials, at);
  const { canonical, names } = canonicalRequest(method, url, headers, payloadSha256);
  const signature = signatureOf(canonical, scope, credentials, at);
  const credential = `Credential=${credentials.accessKeyId}/${scope}`;
  return {
    ...headers,
    authorization: `${ALGORITHM} ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** An address that anybody may GET, or HEAD, until `seconds` have passed, at most the seven days that S3 allows. */
export function presign(
  method: 'GET' | 'HEAD',
  url: URL,
  seconds: number,
  credentials: Credentials,
  at: Millis,
): URL {
  const signed = new URL(url);
  const scope = scopeOf(credentials, at);
  const query: Record<string, string> = {
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${credentials.accessKeyId}/${scope}`,
    'X-Amz-Date': timestamp(at),
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
  };
  const pairs = [...url.searchParams, ...Object.entries(query)];
  signed.search = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  const { canonical } = canonicalRequest(method, signed, { host: url.host }, UNSIGNED);
  signed.search += `&X-Amz-Signature=${signatureOf(canonical, scope, credentials, at)}`;
  return signed;
}

function canonicalRequest(
  method: string,
  url: URL,
  headers: Headers,
  payload: string,
): { canonical: string; names: string } {
  const lines = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const names = lines.map(([name]) => name).join(';');
  const canonical = [
    method,
    url.pathname,
    query,
    ...lines.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    payload,
  ].join('\n');
  return { canonical, names };
}

function signatureOf(canonical: string, scope: string, credentials: Credentials, at: Millis): string {
  const toSign = [ALGORITHM, timestamp(at), scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${credentials.secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}

function scopeOf({ region }: Credentials, at: Millis): string {
  return `${timestamp(at).slice(0, 8)}/${region}/s3/aws4_request`;
}

/** `20130524T000000Z`. */
function timestamp(at: Millis): string {
  return new Date(at).toISOString().replace(/[:-]|\.\d{3}/g, '');
}

/** As RFC 3986 has it: more than `encodeURIComponent` leaves alone is encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

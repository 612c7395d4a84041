import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may use the bucket. */
export interface Key {
  readonly id: string;
  readonly secret: string;
  readonly region: string;
}

/** S3's own codes (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
export type Refusal =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'SignatureDoesNotMatch'
  | 'RequestTimeTooSkewed';

const SKEW_MS = 15 * 60_000;
const WEEK_SECONDS = 7 * 24 * 60 * 60;

/**
 * Whether a request is signed by this key, in its headers or in its address; null when it is. Read from the request as
 * it came over the wire and written for this alone, so that it does not share a mistake with the bot.
 */
export function checkSignature(request: IncomingMessage, key: Key, now: number): Refusal | null {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const pairs = query.split('&').filter(Boolean);
  const inAddress = new Map(
    pairs.map((pair) => pair.split('=', 2).map((part = '') => decodeURIComponent(part)) as [string, string]),
  );
  const isPresigned = inAddress.has('X-Amz-Signature');
  const given = isPresigned ? fromAddress(inAddress) : fromHeaders(request);
  if (!given) return 'AccessDenied';
  const { credential, date, names, signature, payload } = given;
  const [id, ...scope] = credential.split('/');
  if (id !== key.id) return 'InvalidAccessKeyId';
  if (scope.join('/') !== `${date.slice(0, 8)}/${key.region}/s3/aws4_request`) return 'AccessDenied';
  const age = now - timeOf(date);
  if (isPresigned) {
    const lasts = Number(inAddress.get('X-Amz-Expires'));
    if (!(lasts >= 1 && lasts <= WEEK_SECONDS) || age > lasts * 1000) return 'AccessDenied';
  } else if (Math.abs(age) > SKEW_MS) return 'RequestTimeTooSkewed';
  const canonical = [
    request.method,
    path,
    pairs
      .filter((pair) => !pair.startsWith('X-Amz-Signature='))
      .toSorted()
      .join('&'),
    ...names.map((name) => `${name}:${request.headers[name] ?? ''}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hex(canonical)].join('\n');
  let secret: Buffer = Buffer.from(`AWS4${key.secret}`);
  for (const part of [...scope, text]) secret = createHmac('sha256', secret).update(part).digest();
  return secret.toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

interface Given {
  credential: string;
  date: string;
  names: string[];
  signature: string;
  payload: string;
}

function fromHeaders({ headers }: IncomingMessage): Given | null {
  const parts = /^AWS4-HMAC-SHA256 Credential=(\S+), ?SignedHeaders=(\S+), ?Signature=([0-9a-f]{64})$/.exec(
    headers.authorization ?? '',
  );
  const date = headers['x-amz-date'];
  const payload = headers['x-amz-content-sha256'];
  if (!parts || typeof date !== 'string' || typeof payload !== 'string') return null;
  const [, credential = '', names = '', signature = ''] = parts;
  return { credential, date, names: names.split(';'), signature, payload };
}

function fromAddress(query: ReadonlyMap<string, string>): Given {
  const value = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  return {
    credential: value('Credential'),
    date: value('Date'),
    names: value('SignedHeaders').split(';'),
    signature: value('Signature'),
    payload: 'UNSIGNED-PAYLOAD',
  };
}

function timeOf(date: string): number {
  return Date.parse(
    date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, (_, ...parts: string[]) => {
      const [year, month, day, hour, minute, second] = parts;
      return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    }),
  );
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

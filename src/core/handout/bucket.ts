import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { Clock, Millis } from '../clock.ts';
import type { EditId } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { Handout, Offer } from './handout.ts';
import { type Credentials, presign, signHeaders } from './sign-v4.ts';

interface Parts extends Credentials {
  /** Of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string;
  bucket: string;
  keepMs: Millis;
  clock: Clock;
}

/** S3 takes no presigned address that lasts longer. */
const LONGEST_LINK_MS = 7 * 24 * 60 * 60_000;
const SILENCE_MS = 60_000;
const TRIES = 3;
const RETRY_MS = 500;
const NOTHING = createHash('sha256').digest('hex');

/**
 * A bucket of S3, or of anything that speaks its language, addressed by path. Each take is one object, named for its
 * edit; only who has the signed address can read it.
 */
export class Bucket implements Handout {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async offer(take: Offer, signal: AbortSignal): Promise<{ url: string; until: Millis }> {
    await this.put(take, signal);
    return this.address(take, this.#parts.keepMs);
  }

  async put({ edit, path, bytes, sha256 }: Offer, signal: AbortSignal): Promise<void> {
    const url = this.#urlOf(edit);
    const headers = { 'content-type': 'video/mp4', 'content-length': String(bytes) };
    await this.#surely(() => this.#send('PUT', url, headers, sha256, createReadStream(path), signal));
  }

  /** A signed address of what was put there, from now on; it ends after a week at the latest. */
  address(
    { edit, name }: Pick<Offer, 'edit' | 'name'>,
    lastsMs: Millis,
    method: 'GET' | 'HEAD' = 'GET',
  ): { url: string; until: Millis } {
    const at = this.#parts.clock.now();
    const lasts = Math.min(lastsMs, LONGEST_LINK_MS);
    const url = this.#urlOf(edit);
    url.searchParams.set('response-content-disposition', `inline; filename="${plainName(name)}"`);
    const seconds = Math.max(1, Math.floor(lasts / 1000));
    return { url: presign(method, url, seconds, this.#parts, at).href, until: at + lasts };
  }

  async withdraw(edit: EditId): Promise<void> {
    const signal = AbortSignal.timeout(SILENCE_MS);
    await this.#surely(() => this.#send('DELETE', this.#urlOf(edit), {}, NOTHING, null, signal));
  }

  #urlOf(edit: EditId): URL {
    const { endpoint, bucket } = this.#parts;
    return new URL(`${endpoint.replace(/\/+$/, '')}/${bucket}/takes/${edit}.mp4`);
  }

  async #send(
    method: 'PUT' | 'DELETE',
    url: URL,
    headers: Readonly<Record<string, string>>,
    payloadSha256: string,
    body: ReturnType<typeof createReadStream> | null,
    signal: AbortSignal,
  ): Promise<void> {
    const signed = signHeaders({ method, url, headers, payloadSha256 }, this.#parts, this.#parts.clock.now());
    try {
      const answer = await request(url, {
        method,
        headers: signed,
        body,
        signal,
        headersTimeout: SILENCE_MS,
        bodyTimeout: SILENCE_MS,
      });
      await answer.body.dump();
      if (answer.statusCode < 300 || (method === 'DELETE' && answer.statusCode === 404)) return;
      throw new RecutError('bucket_refused', `The bucket answered ${method} with HTTP ${answer.statusCode}`, {
        retryable: answer.statusCode >= 500 || answer.statusCode === 429,
      });
    } catch (cause) {
      if (cause instanceof RecutError || signal.aborted) throw cause;
      throw new RecutError('bucket_unreachable', 'The bucket cannot be reached', { cause, retryable: true });
    } finally {
      body?.destroy();
    }
  }

  async #surely(send: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof RecutError) || !error.retryable || attempt >= TRIES) throw error;
        await sleep(RETRY_MS * attempt);
      }
    }
  }
}

/** Nothing that could end the quotation or the header. */
function plainName(name: string): string {
  return name.replace(/[^\w .()-]/g, '_');
}

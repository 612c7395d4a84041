import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import { isPublicAddress } from './addresses.ts';
import type { Resolve } from './connector.ts';
import { guardedConnector, systemResolve } from './connector.ts';
import { DownloadError } from './download-error.ts';
import type { Errand } from './follow.ts';
import { follow } from './follow.ts';
import { HTML_SNIFF_BYTES, isHtml } from './html.ts';
import { asDownloadError, checkAnswer } from './http-answer.ts';
import { writeWhole } from './part-file.ts';
import { TrustedHosts } from './trusted-hosts.ts';

export interface DownloadRequest extends Errand {
  /** The exact size, where it is known: anything else is not the file. */
  bytes?: number | null;
}

export interface DownloadLimits {
  bytes: number;
  /** Until a connection stands. */
  connectMs: number;
  /** Between two signs of life: until the headers are here, and between two pieces of the body. */
  stallMs: number;
  /** For everything, redirects included: what ends a server that sends one byte a second. */
  totalMs: number;
}

export interface Downloaded {
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
}

/** Brings files from the web to disk, within limits, and from nowhere inside a private network. */
export class Downloader {
  readonly #trusted: TrustedHosts;
  readonly #resolve: Resolve;
  readonly #isAllowed: (address: string) => boolean;

  /**
   * `resolve` and `isAllowed` are there for tests; left out, names are looked up and only public addresses allowed.
   */
  constructor(options: {
    /** `host` or `host:port`, reachable although private, and over plain http with a token. */
    trustedHosts: readonly string[];
    resolve?: Resolve;
    isAllowed?: (address: string) => boolean;
  }) {
    this.#trusted = new TrustedHosts(options.trustedHosts);
    this.#resolve = options.resolve ?? systemResolve;
    this.#isAllowed = options.isAllowed ?? isPublicAddress;
  }

  /**
   * Streams the file to `destination`, which appears whole or not at all. Rejects with a DownloadError, with
   * `signal.reason` when aborted, and with the error of the file system when the disk does not take it.
   */
  async download(
    request: DownloadRequest,
    destination: string,
    limits: DownloadLimits,
    signal: AbortSignal,
  ): Promise<Downloaded> {
    const ended = new AbortController();
    const late = new DownloadError('timed_out', `took longer than ${limits.totalMs} ms`);
    const timer = setTimeout(() => ended.abort(late), limits.totalMs);
    const agent = this.#agent(limits);
    const until = AbortSignal.any([signal, ended.signal]);
    try {
      until.throwIfAborted();
      const answer = await this.#ask(request, agent, until);
      checkAnswer(answer, limits.bytes, request.bytes ?? null);
      return await writeWhole(destination, (part) => save(answer, part, request.bytes ?? null, limits.bytes));
    } catch (error) {
      throw until.aborted ? until.reason : error;
    } finally {
      clearTimeout(timer);
      await agent.destroy();
    }
  }

  async #ask(request: DownloadRequest, agent: Agent, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    try {
      return await follow(request, this.#trusted, { dispatcher: agent, signal });
    } catch (error) {
      throw asDownloadError(error, 'unreachable');
    }
  }

  /** One per download: no connection outlives it, so none can be used again under other rules. */
  #agent(limits: DownloadLimits): Agent {
    return new Agent({
      connect: guardedConnector({
        trusted: this.#trusted,
        resolve: this.#resolve,
        isAllowed: this.#isAllowed,
        timeoutMs: limits.connectMs,
      }),
      headersTimeout: limits.stallMs,
      bodyTimeout: limits.stallMs,
      maxHeaderSize: 32_768,
      pipelining: 1,
    });
  }
}

async function save(
  answer: Dispatcher.ResponseData,
  part: string,
  expected: number | null,
  limit: number,
): Promise<Downloaded> {
  const handle = await open(part, 'wx');
  try {
    const saved = await copy(answer, handle, limit);
    if (expected !== null && saved.bytes !== expected) {
      throw new DownloadError('wrong_size', `${saved.bytes} bytes came where ${expected} were expected`);
    }
    return saved;
  } finally {
    await handle.close();
  }
}

async function copy(answer: Dispatcher.ResponseData, file: FileHandle, limit: number): Promise<Downloaded> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of pieces(answer)) {
    bytes += chunk.length;
    if (bytes > limit) throw new DownloadError('too_big', `more than ${limit} bytes`);
    if (head.length < HTML_SNIFF_BYTES) {
      head = Buffer.concat([head, chunk.subarray(0, HTML_SNIFF_BYTES)]);
      if (head.length >= HTML_SNIFF_BYTES) refuseHtml(answer, head);
    }
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  if (head.length < HTML_SNIFF_BYTES) refuseHtml(answer, head);
  return { bytes, sha256: hash.digest('hex') };
}

function refuseHtml(answer: Dispatcher.ResponseData, head: Uint8Array): void {
  if (isHtml(String(answer.headers['content-type'] ?? ''), head)) {
    throw new DownloadError('html', 'a web page came instead of a file');
  }
}

/** The body, with its failures told apart from those of the disk. */
async function* pieces(answer: Dispatcher.ResponseData): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of answer.body) yield chunk;
  } catch (error) {
    throw asDownloadError(error, 'truncated');
  }
}

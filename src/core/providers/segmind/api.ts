import type { z } from 'zod';
import { type Clock, systemClock } from '../../clock.ts';
import { TrustedHosts } from '../../media/trusted-hosts.ts';
import { postOnce } from '../http/post-once.ts';
import { ProviderHttp } from '../http/provider-http.ts';
import { type ProviderLimits, USUAL_LIMITS } from '../http/provider-limits.ts';
import type { RawBody } from '../http/raw-body.ts';
import { withoutAnswer } from '../http/without-answer.ts';
import type { SubmitOutcome } from '../provider.ts';
import { type Reply, replyOf } from './answers.ts';
import { errorOf, nonsense } from './errors.ts';
import type { SegmindInput } from './input.ts';
import { pathBelow } from './request-address.ts';
import { outcomeOfAnswer } from './submit.ts';

export interface SegmindOptions {
  apiKey: string;
  /** Where the API is, without a version: https://api.segmind.com */
  url: string;
  /** Where files are taken: https://workflows-api.segmind.com */
  uploadUrl: string;
  /** Hosts besides these two that may lie in a private network. */
  trustedHosts?: readonly string[];
  clock?: Clock;
  /** The defaults suit the real service. */
  limits?: Partial<ProviderLimits>;
}

/** Segmind's HTTP API (https://docs.segmind.com): its addresses and its key. */
export class SegmindApi {
  readonly #url: string;
  readonly #uploadUrl: string;
  readonly #key: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #limits: ProviderLimits;
  readonly #http: ProviderHttp;
  readonly #clock: Clock;

  constructor({ apiKey, url, uploadUrl, trustedHosts = [], clock = systemClock, limits }: SegmindOptions) {
    this.#url = url.replace(/\/+$/, '');
    this.#uploadUrl = uploadUrl.replace(/\/+$/, '');
    this.#key = apiKey;
    this.#headers = { 'x-api-key': apiKey, accept: 'application/json', 'user-agent': 'recut' };
    this.#limits = { ...USUAL_LIMITS, ...limits };
    this.#clock = clock;
    const hosts = [url, uploadUrl].map((address) => new URL(address).hostname);
    this.#http = new ProviderHttp(
      'Segmind',
      new TrustedHosts([...trustedHosts, ...hosts]),
      this.#limits,
      clock,
    );
  }

  /**
   * The answer to a GET, whatever it says.
   * @throws ProviderError when there is none.
   */
  async ask(path: string, purpose: string, signal: AbortSignal): Promise<Reply> {
    const { answer: totalMs } = this.#limits;
    const url = new URL(this.#url + path);
    const headers = this.#headers;
    const answer = await this.#http.send({ method: 'GET', url, headers, totalMs, purpose }, signal);
    return replyOf(answer, [this.#key]);
  }

  /**
   * The answer of the file store to a file, whatever it says.
   * @throws ProviderError when there is none.
   */
  async upload({ body, headers: type }: RawBody, purpose: string, signal: AbortSignal): Promise<Reply> {
    const { upload: totalMs } = this.#limits;
    const url = new URL(`${this.#uploadUrl}/upload-asset`);
    // Documented as required.
    const headers = { ...this.#headers, accept: 'application/json, text/plain, */*', ...type };
    const answer = await this.#http.send({ method: 'POST', url, headers, body, totalMs, purpose }, signal);
    return replyOf(answer, [this.#key]);
  }

  /** Sends a submission, once and never again. */
  async submit(model: string, input: SegmindInput, signal: AbortSignal): Promise<SubmitOutcome> {
    const { connect, submit } = this.#limits;
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const outcome = await postOnce(
      { url: new URL(`${this.#url}/v2/${model}`), headers, body: JSON.stringify(input) },
      { connect, answer: submit, total: connect + submit },
      this.#clock,
      signal,
    );
    if (outcome.kind !== 'answered') return withoutAnswer('Segmind', outcome);
    return outcomeOfAnswer(replyOf(outcome.answer, [this.#key, input.prompt]), this.#url);
  }

  /** The path of an address that an answer names, null unless the API itself is there. */
  pathOf(address: string | undefined): string | null {
    return pathBelow(this.#url, address);
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}

/** @throws ProviderError unless the reply is a good one, of this shape. */
export function understood<T extends z.ZodType>(reply: Reply, shape: T, purpose: string): z.output<T> {
  if (reply.status < 200 || reply.status >= 300) throw errorOf(reply, purpose);
  const { success, data } = shape.safeParse(reply.json);
  if (!success) throw nonsense(purpose);
  return data;
}

import type { z } from 'zod';
import { type Clock, systemClock } from '../../clock.ts';
import { TrustedHosts } from '../../media/trusted-hosts.ts';
import { postOnce } from '../http/post-once.ts';
import { ProviderHttp } from '../http/provider-http.ts';
import { type ProviderLimits, USUAL_LIMITS } from '../http/provider-limits.ts';
import type { RawBody } from '../http/raw-body.ts';
import { withoutAnswer } from '../http/without-answer.ts';
import type { SubmitOutcome } from '../provider.ts';
import { errorOf, nonsense } from './errors.ts';
import type { FalInput } from './input.ts';
import { type Reply, replyOf } from './reply.ts';
import { outcomeOfAnswer } from './submit.ts';

export interface FalOptions {
  apiKey: string;
  /** Where predictions are made: https://queue.fal.run */
  queueUrl: string;
  /** Where uploads begin: https://rest.fal.ai */
  restUrl: string;
  /** Hosts besides these two that may lie in a private network or be spoken to without TLS. */
  trustedHosts?: readonly string[];
  clock?: Clock;
  /** Milliseconds; the defaults suit the real service. */
  limits?: Partial<FalLimits>;
}

/** `upload` is for one transfer: a whole file, or one part of a large one. */
export interface FalLimits extends ProviderLimits {
  /** The pause before a part is sent for the second time; twice as long before the third. */
  partPause: number;
}

const LIMITS: FalLimits = { ...USUAL_LIMITS, partPause: 1_000 };

interface Question {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  json?: unknown;
  /** Completes "could not …". */
  purpose: string;
}

/** Something for an address that came with an answer. */
interface Transfer {
  method: 'POST' | 'PUT';
  url: URL;
  content: RawBody | { body: string; headers: RawBody['headers'] };
  purpose: string;
}

/** fal's HTTP API (https://fal.ai/docs): its addresses, its key and its errors. */
export class FalApi {
  readonly queue: string;
  readonly rest: string;
  readonly limits: FalLimits;
  readonly #key: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #trusted: TrustedHosts;
  readonly #http: ProviderHttp;
  readonly #clock: Clock;

  constructor({ apiKey, queueUrl, restUrl, trustedHosts = [], clock = systemClock, limits }: FalOptions) {
    this.queue = queueUrl.replace(/\/+$/, '');
    this.rest = restUrl.replace(/\/+$/, '');
    this.limits = { ...LIMITS, ...limits };
    this.#key = apiKey;
    this.#headers = { authorization: `Key ${apiKey}`, 'user-agent': 'recut' };
    const own = [queueUrl, restUrl].map((url) => new URL(url).hostname);
    this.#trusted = new TrustedHosts([...trustedHosts, ...own]);
    this.#clock = clock;
    this.#http = new ProviderHttp('fal', this.#trusted, this.limits, clock);
  }

  /**
   * The answer, whatever it says.
   * @throws ProviderError when there is none.
   */
  async ask({ method, url, json, purpose }: Question, signal: AbortSignal): Promise<Reply> {
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const type = json === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { ...this.#headers, ...type };
    const totalMs = this.limits.answer;
    const request = { method, url: new URL(url), headers, ...body, totalMs, purpose };
    return replyOf(await this.#http.send(request, signal), [this.#key]);
  }

  /** Sends a submission, once and never again. */
  async submit(
    endpoint: string,
    input: FalInput,
    webhook: string | undefined,
    signal: AbortSignal,
  ): Promise<SubmitOutcome> {
    const { connect, submit } = this.limits;
    const url = new URL(`${this.queue}/${endpoint}`);
    if (webhook) url.searchParams.set('fal_webhook', webhook);
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const outcome = await postOnce(
      { url, headers, body: JSON.stringify(input) },
      { connect, answer: submit, total: connect + submit },
      this.#clock,
      signal,
    );
    if (outcome.kind !== 'answered') return withoutAnswer('fal', outcome);
    return outcomeOfAnswer(replyOf(outcome.answer, [this.#key, input.prompt]), endpoint, this.queue);
  }

  /**
   * Sends something to an address from an answer, with nothing of ours added: no key.
   * @throws ProviderError when there is no answer, or when the address may not be spoken to.
   */
  async transfer({ method, url, content, purpose }: Transfer, signal: AbortSignal): Promise<Reply> {
    if (url.protocol !== 'https:' && !this.#trusted.has(url)) throw nonsense(purpose);
    const request = { method, url, ...content, totalMs: this.limits.upload, purpose };
    return replyOf(await this.#http.send(request, signal), [this.#key]);
  }

  /** Whether anything is to be had at an address from an answer. */
  async has(url: URL, signal: AbortSignal): Promise<boolean> {
    if (url.protocol !== 'https:' && !this.#trusted.has(url)) return false;
    const purpose = 'tell whether it still has a file';
    const question = { method: 'HEAD', url, headers: {}, totalMs: this.limits.answer, purpose } as const;
    const { status } = await this.#http.send(question, signal);
    return status >= 200 && status < 300;
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

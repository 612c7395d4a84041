import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Clock, systemClock } from '../../clock.ts';
import { TrustedHosts } from '../../media/trusted-hosts.ts';
import type { Answer } from '../http/answer.ts';
import { postOnce } from '../http/post-once.ts';
import { ProviderHttp } from '../http/provider-http.ts';
import { type ProviderLimits, USUAL_LIMITS } from '../http/provider-limits.ts';
import type { RawBody } from '../http/raw-body.ts';
import { withoutAnswer } from '../http/without-answer.ts';
import type { SubmitOutcome } from '../provider.ts';
import { type Reply, replyOf } from './answers.ts';
import { errorOf, nonsense } from './errors.ts';
import type { WaveSpeedInput } from './input.ts';
import { outcomeOfAnswer } from './submit.ts';

export interface WaveSpeedOptions {
  apiKey: string;
  /** Where the API is, without `/api/v3`: https://api.wavespeed.ai */
  url: string;
  /** Hosts besides the API's own that may lie in a private network or be spoken to without TLS. */
  trustedHosts?: readonly string[];
  clock?: Clock;
  /** Milliseconds; the defaults suit the real service. */
  limits?: Partial<ProviderLimits>;
}

interface Question {
  method: 'GET' | 'POST';
  /** Below /api/v3. */
  path: string;
  json?: unknown;
  /** A body that is not JSON, with its own headers. */
  raw?: RawBody;
  /** Completes "could not …". */
  purpose: string;
  /** What an error must not repeat, besides the key. */
  hidden?: readonly string[];
}

/** WaveSpeedAI's HTTP API (https://wavespeed.ai/docs): its address, its key and its envelope. */
export class WaveSpeedApi {
  readonly #base: string;
  readonly #key: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #trusted: TrustedHosts;
  readonly #limits: ProviderLimits;
  readonly #http: ProviderHttp;
  readonly #clock: Clock;

  constructor({ apiKey, url, trustedHosts = [], clock = systemClock, limits }: WaveSpeedOptions) {
    this.#base = `${url.replace(/\/+$/, '')}/api/v3`;
    this.#key = apiKey;
    this.#headers = { authorization: `Bearer ${apiKey}`, 'user-agent': 'recut' };
    this.#trusted = new TrustedHosts([...trustedHosts, new URL(url).hostname]);
    this.#limits = { ...USUAL_LIMITS, ...limits };
    this.#clock = clock;
    this.#http = new ProviderHttp('WaveSpeed', this.#trusted, this.#limits, clock);
  }

  /**
   * The answer, whatever it says.
   * @throws ProviderError when there is none, or none that can be understood.
   */
  async ask(
    { method, path, json, raw, purpose, hidden = [] }: Question,
    signal: AbortSignal,
  ): Promise<Reply> {
    const body = raw?.body ?? (json === undefined ? undefined : JSON.stringify(json));
    const type = raw?.headers ?? (body === undefined ? {} : { 'content-type': 'application/json' });
    const answer = await this.#http.send(
      {
        method,
        url: this.#address(path),
        headers: { ...this.#headers, ...type },
        ...(body !== undefined && { body }),
        totalMs: raw ? this.#limits.upload : this.#limits.answer,
        purpose,
      },
      signal,
    );
    const reply = replyOf(answer, [this.#key, ...hidden]);
    if (!reply) throw nonsense(purpose);
    return reply;
  }

  /**
   * What is in a good answer.
   * @throws ProviderError when it is not a good one, or not of this shape.
   */
  async get<T extends z.ZodType>(question: Question, shape: T, signal: AbortSignal): Promise<z.output<T>> {
    return understood(await this.ask(question, signal), shape, question.purpose);
  }

  /** Sends a submission, once and never again. */
  async submit(
    model: string,
    input: WaveSpeedInput,
    webhook: string | undefined,
    signal: AbortSignal,
  ): Promise<SubmitOutcome> {
    const { connect, submit } = this.#limits;
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const url = this.#address(`/${model}`);
    if (webhook) url.searchParams.set('webhook', webhook);
    const outcome = await postOnce(
      { url, headers, body: JSON.stringify(input) },
      { connect, answer: submit, total: connect + submit },
      this.#clock,
      signal,
    );
    if (outcome.kind !== 'answered') return withoutAnswer('WaveSpeed', outcome);
    return outcomeOfAnswer(outcome.answer.status, replyOf(outcome.answer, [this.#key, input.prompt]));
  }

  /** Puts a file to an address from an answer, with nothing of ours added: no key. */
  async put(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: Readable,
    purpose: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (url.protocol !== 'https:' && !this.#trusted.has(url)) throw nonsense(purpose);
    const totalMs = this.#limits.upload;
    return await this.#http.send({ method: 'PUT', url, headers, body, totalMs, purpose }, signal);
  }

  /** Whether anything is to be had at an address from an answer. */
  async has(url: URL, signal: AbortSignal): Promise<boolean> {
    if (url.protocol !== 'https:' && !this.#trusted.has(url)) return false;
    const purpose = 'tell whether it still has a file';
    const question = { method: 'HEAD', url, headers: {}, totalMs: this.#limits.answer, purpose } as const;
    const { status } = await this.#http.send(question, signal);
    return status >= 200 && status < 300;
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #address(path: string): URL {
    return new URL(this.#base + path);
  }
}

/** @throws ProviderError unless the reply is a good one, of this shape. */
export function understood<T extends z.ZodType>(reply: Reply, shape: T, purpose: string): z.output<T> {
  if (reply.status !== 200) throw errorOf(reply, purpose);
  const { success, data } = shape.safeParse(reply.data);
  if (!success) throw nonsense(purpose);
  return data;
}

import type { Readable } from 'node:stream';
import { Agent } from 'undici';
import type { Clock } from '../../clock.ts';
import { isPublicAddress } from '../../media/addresses.ts';
import { guardedConnector, systemResolve } from '../../media/connector.ts';
import type { TrustedHosts } from '../../media/trusted-hosts.ts';
import { ProviderError } from '../provider-error.ts';
import { type Answer, readAnswer } from './answer.ts';
import { networkProblem } from './network-problem.ts';

export interface ProviderRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | Readable;
  /** For the whole exchange. */
  totalMs: number;
  /** What it is for, as in "could not {purpose}". */
  purpose: string;
}

/** All in milliseconds. */
export interface HttpLimits {
  connect: number;
  /** From the last byte sent to the first one of the answer, and between two parts of either. */
  answer: number;
}

const CONNECTIONS_PER_HOST = 16;
export const ANSWER_BYTES = 8_000_000;

/**
 * The requests to a provider that cost nothing, on connections of their own. Sent once, without following redirects;
 * whoever calls decides about trying again. Private addresses are refused at connect time unless trusted, because some
 * of the addresses come from answers.
 */
export class ProviderHttp {
  readonly #agent: Agent;
  readonly #provider: string;
  readonly #clock: Clock;

  constructor(provider: string, trusted: TrustedHosts, limits: HttpLimits, clock: Clock) {
    this.#provider = provider;
    this.#clock = clock;
    this.#agent = new Agent({
      connect: guardedConnector({
        trusted,
        resolve: systemResolve,
        isAllowed: isPublicAddress,
        timeoutMs: limits.connect,
      }),
      allowH2: false,
      connections: CONNECTIONS_PER_HOST,
      pipelining: 1,
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 30_000,
      headersTimeout: limits.answer,
      bodyTimeout: limits.answer,
      maxResponseSize: ANSWER_BYTES,
      strictContentLength: true,
    });
  }

  /**
   * @throws ProviderError `provider_down` when there is no answer.
   * @throws the signal's own reason when it is aborted.
   */
  async send(request: ProviderRequest, signal: AbortSignal): Promise<Answer> {
    const { method, url, headers, body, totalMs, purpose } = request;
    try {
      const response = await this.#agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { ...headers },
        body: body ?? null,
        signal: AbortSignal.any([signal, AbortSignal.timeout(totalMs)]),
      });
      return await readAnswer(response, this.#clock.now());
    } catch (error) {
      signal.throwIfAborted();
      throw new ProviderError(
        'provider_down',
        `${this.#provider} could not ${purpose}: ${networkProblem(error)}`,
      );
    }
  }

  /** Ends all connections at once; what still runs on them fails. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

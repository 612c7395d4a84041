import type { REST } from 'discord.js';
import type { z } from 'zod';
import { keepLimitsInStep } from './limits-clock.ts';
import { asScreenError } from './refusal.ts';

/** For everything small, time in the library's queue included. */
const DEADLINE_MS = 30_000;

interface CallOptions {
  body?: unknown;
  query?: URLSearchParams;
  passThroughBody?: boolean;
  deadlineMs?: number | undefined;
}

/** Discord's REST API for things known by nothing but their ids, whatever the library has in its cache. */
export class Api {
  readonly #rest: REST;
  readonly #keepLimitsInStep: () => void;

  constructor(rest: REST) {
    this.#rest = rest;
    this.#keepLimitsInStep = keepLimitsInStep(rest);
  }

  /** Resolves with what Discord answers, checked. Rejects with a ScreenError. */
  async call<Answer>(
    answer: z.ZodType<Answer>,
    method: 'get' | 'post' | 'patch',
    route: `/${string}`,
    { deadlineMs = DEADLINE_MS, ...options }: CallOptions = {},
  ): Promise<Answer> {
    this.#keepLimitsInStep();
    try {
      const signal = AbortSignal.timeout(deadlineMs);
      return answer.parse(await this.#rest[method](route, { ...options, signal }));
    } catch (error) {
      throw asScreenError(error);
    }
  }
}
